import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolderOf, OPERATOR_KEYS_FOLDER } from '../../cli/lib/demo/dataFolder.ts'
import { CONTROL_FILE } from '../../cli/lib/demo/protocol.ts'
import { isAliveAs } from '../../cli/lib/isAlive.mjs'
import type { Deployment } from '../../deploy/deploy.ts'
import { isOpenToOthers, requireWritable, serverAccount } from '../postgres/account.ts'
import { findOwnFolder } from '../postgres/findOwnFolder.ts'

/** Folder of a stack's data, which outlives the stack, and the paths in it. */
export type DataFolder = {
  readonly root: string
  readonly chainState: string
  readonly postgres: string
  readonly logs: string
  readonly deployment: string
  /** Folder of the operators' key files. */
  readonly operatorKeys: string
  readonly running: string
  /** Address and token of the control port while a stack runs. */
  readonly control: string
}

/**
 * Opens the folder of the demo's data: `chosen` (`MUSTER_DATA`), else `.muster/data` in the project. If root's folder is
 * closed to the account of the database server, the database moves to a folder of root's that others can read.
 */
export const openDataFolder = (chosen: string | undefined): DataFolder => {
  const root = dataFolderOf(chosen)
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
    // A getter, because it may make a folder. Only a start and a removal of the database read it.
    get postgres() {
      if (isReachable) return join(root, 'postgres')
      return findOwnFolder('a database', (folder) => join(folder, `data-${digest}`))
    },
    logs: join(root, 'logs'),
    deployment: join(root, 'deployment.json'),
    operatorKeys: join(root, OPERATOR_KEYS_FOLDER),
    running: join(root, 'running.pid'),
    control: join(root, CONTROL_FILE),
  }
}

/** Removes everything that a stack kept. */
export const clearDataFolder = (folder: DataFolder): void => {
  for (const path of [
    folder.chainState,
    `${folder.chainState}.states`,
    folder.postgres,
    folder.logs,
    folder.deployment,
    folder.operatorKeys,
  ]) {
    rmSync(path, { recursive: true, force: true })
  }
}

/**
 * Takes the folder for this process until the returned function is called.
 *
 * @throws if another start runs over the same folder
 */
export const lockDataFolder = (folder: DataFolder): (() => void) => {
  const holder = existsSync(folder.running) ? Number(readFileSync(folder.running, 'utf8')) : Number.NaN
  if (isAliveAs(holder, 'start.ts')) {
    throw new Error(
      `Muster runs over ${folder.root} already (process ${holder}). Stop it there with Ctrl-C, ` +
        'or give this one a folder of its own with MUSTER_DATA=<folder>.',
    )
  }
  writeFileSync(folder.running, String(process.pid))
  return () => rmSync(folder.running, { force: true })
}

/**
 * Reads the deployment of an earlier start. Undefined if its history was not played to the end.
 *
 * @param contracts digest of the contracts that this version deploys
 * @throws if the file is damaged, or the chain holds other contracts
 */
export const readDeployment = (folder: DataFolder, contracts: string): Deployment | undefined => {
  if (!existsSync(folder.deployment) || !existsSync(folder.chainState)) return undefined
  let written: Deployment & { readonly contracts?: string }
  try {
    written = JSON.parse(readFileSync(folder.deployment, 'utf8')) as typeof written
  } catch (cause) {
    throw new Error(`${folder.deployment} is damaged. Begin anew with: npm start -- --fresh`, { cause })
  }
  if (written.contracts !== contracts) {
    throw new Error(
      `The chain in ${folder.root} holds the contracts of another version of Muster. ` +
        'Begin anew with: npm start -- --fresh',
    )
  }
  return written
}

/** Writes the deployment as a whole, and last: after a start that was cut off, the next one begins anew. */
export const writeDeployment = (folder: DataFolder, deployment: Deployment, contracts: string): void => {
  const half = `${folder.deployment}.half`
  writeFileSync(half, `${JSON.stringify({ ...deployment, contracts }, null, 2)}\n`)
  renameSync(half, folder.deployment)
}

/** Throws if the chain's file was cut off by a kill while it was written. */
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
