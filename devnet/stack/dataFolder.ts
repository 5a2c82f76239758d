import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Deployment } from '../../deploy/deploy.ts'
import { isOpenToOthers, requireWritable, serverAccount } from '../postgres/account.ts'
import { findOwnFolder } from '../postgres/findOwnFolder.ts'
import { isAliveAs } from '../process/isAlive.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Where a stack keeps what outlives it. */
export type DataFolder = {
  readonly root: string
  readonly chainState: string
  readonly postgres: string
  readonly logs: string
  readonly deployment: string
  readonly running: string
  readonly endpoints: string
}

/**
 * The folder of the demo's data: `MUSTER_DATA`, else `.muster/data` in the project. If root's folder is closed to the
 * account that the database server runs as, the database moves to a folder of root's that others can read.
 */
export const openDataFolder = (chosen: string | undefined): DataFolder => {
  const root = resolve(chosen ?? join(ROOT, '.muster', 'data'))
  try {
    mkdirSync(root, { recursive: true })
  } catch (cause) {
    throw new Error(`The data folder ${root} cannot be made. Choose another with MUSTER_DATA=<folder>.`, { cause })
  }
  requireWritable(root)
  const isReachable = serverAccount() === undefined || isOpenToOthers(root)
  const digest = createHash('sha256').update(root).digest('hex').slice(0, 12)
  return {
    root,
    chainState: join(root, 'chain.json'),
    // Asked for by those alone who start or clear a database: it may make a folder.
    get postgres() {
      if (isReachable) return join(root, 'postgres')
      return findOwnFolder('a database', (folder) => join(folder, `data-${digest}`))
    },
    logs: join(root, 'logs'),
    deployment: join(root, 'deployment.json'),
    running: join(root, 'running.pid'),
    endpoints: join(root, 'endpoints.json'),
  }
}

/** Forgets everything a stack kept. */
export const clearDataFolder = (folder: DataFolder): void => {
  for (const path of [
    folder.chainState,
    `${folder.chainState}.states`,
    folder.postgres,
    folder.logs,
    folder.deployment,
  ]) {
    rmSync(path, { recursive: true, force: true })
  }
}

/**
 * Takes the folder for this process until it ends.
 *
 * @throws where another start over the same folder is running
 */
export const lockDataFolder = (folder: DataFolder): (() => void) => {
  const holder = existsSync(folder.running) ? Number(readFileSync(folder.running, 'utf8')) : Number.NaN
  if (isAliveAs(holder, 'start.ts')) {
    throw new Error(
      `Muster is running over ${folder.root} already (process ${holder}). Stop it there with Ctrl-C, ` +
        'or give this one a folder of its own with MUSTER_DATA=<folder>.',
    )
  }
  writeFileSync(folder.running, String(process.pid))
  return () => {
    rmSync(folder.running, { force: true })
    rmSync(folder.endpoints, { force: true })
  }
}

/** The deployment of an earlier start; undefined where its history was not played to the end. */
export const readDeployment = (folder: DataFolder): Deployment | undefined => {
  if (!existsSync(folder.deployment) || !existsSync(folder.chainState)) return undefined
  try {
    return JSON.parse(readFileSync(folder.deployment, 'utf8')) as Deployment
  } catch (cause) {
    throw new Error(`${folder.deployment} is damaged. Begin anew with: npm start -- --fresh`, { cause })
  }
}

/** Written whole or not at all, and last: a start that is cut off before begins anew the next time. */
export const writeDeployment = (folder: DataFolder, deployment: Deployment): void => {
  const half = `${folder.deployment}.half`
  writeFileSync(half, `${JSON.stringify(deployment, null, 2)}\n`)
  renameSync(half, folder.deployment)
}

/** @throws where the chain's file was cut off, as by a kill while it was being written */
export const checkChainState = (folder: DataFolder): void => {
  try {
    JSON.parse(readFileSync(folder.chainState, 'utf8'))
  } catch (cause) {
    throw new Error(
      `The chain's file ${folder.chainState} is cut off (a kill while it was written). ` +
        'Begin anew with: npm start -- --fresh',
      { cause },
    )
  }
}

/** Where the running stack is reached. */
export type Endpoints = { readonly apiUrl: string; readonly rpcUrl: string }

/** For commands in another terminal; gone when the stack stops. */
export const writeEndpoints = (folder: DataFolder, { apiUrl, rpcUrl }: Endpoints): void =>
  writeFileSync(folder.endpoints, `${JSON.stringify({ apiUrl, rpcUrl }, null, 2)}\n`)

/** Where the stack over this folder is reached; undefined where none runs. */
export const readEndpoints = (folder: DataFolder): Endpoints | undefined => {
  if (!existsSync(folder.endpoints)) return undefined
  return JSON.parse(readFileSync(folder.endpoints, 'utf8')) as Endpoints
}
