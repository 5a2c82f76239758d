import { setTimeout as sleep } from 'node:timers/promises'
import { createChainClient } from '../chainClient.ts'
import { DEMO_AGE_SECONDS, seedDemoNetwork } from '../demo/seedDemoNetwork.ts'
import type { Deployment } from '../deploy.ts'
import { startPostgresServer } from '../postgres/startPostgresServer.ts'
import { startAnvil } from '../startAnvil.ts'
import { choosePort } from './choosePort.ts'
import type { Progress } from './createProgress.ts'
import { checkChainState, clearDataFolder, type DataFolder, readDeployment, writeDeployment } from './dataFolder.ts'
import { openDatabase } from './openDatabase.ts'
import { startService } from './startService.ts'

/** Seconds between blocks of the demo chain. */
const BLOCK_SECONDS = 6

/** Bound of the wait for the first published list: the indexer needs seconds, a published epoch is there already. */
const READY_MS_MAX = 120_000
const READY_POLL_MS = 100

/** A running stack. */
export type Stack = {
  readonly apiUrl: string
  readonly rpcUrl: string
  readonly databaseUrl: string
  readonly indexerUrl: string
  readonly indexerPid: number
  readonly deployment: Deployment
  /** Stops all parts in order: API, indexer, chain, database. */
  readonly stop: () => Promise<void>
  /** Resolves with a sentence when a part ended by itself. */
  readonly failed: Promise<string>
}

type Stoppable = { readonly stop: () => Promise<void> }

/**
 * Starts chain, database, indexer and API over a data folder, playing the demo's history first where there is none.
 * Whatever was started is stopped again where a later part does not start.
 */
export const startStack = async (folder: DataFolder, progress: Progress): Promise<Stack> => {
  const started: Stoppable[] = []
  const stop = async (): Promise<void> => {
    for (const part of started.splice(0).reverse()) await part.stop()
  }
  const keep = <T extends Stoppable>(part: T): T => {
    started.push(part)
    return part
  }
  try {
    return { ...(await startParts(folder, progress, keep)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const startParts = async (
  folder: DataFolder,
  progress: Progress,
  keep: <T extends Stoppable>(part: T) => T,
): Promise<Omit<Stack, 'stop'>> => {
  const [apiPort, rpcPort, databasePort] = [
    await choosePort('API_PORT', 8_080),
    await choosePort('RPC_PORT', 8_545),
    await choosePort('DATABASE_PORT', 0),
  ]
  const deployment = await prepareChain(folder, rpcPort, progress)
  const database = keep(await startPostgresServer({ dataFolder: folder.postgres, port: databasePort, durable: true }))
  progress.say(`database is up (PostgreSQL, port ${database.port}, files in ${folder.postgres})`)
  const chain = keep(await startAnvil({ port: rpcPort, stateFile: folder.chainState, blockSeconds: BLOCK_SECONDS }))
  progress.say(`chain is up (${chain.url}, a block every ${BLOCK_SECONDS} s)`)
  const { url: databaseUrl, wasDropped } = await openDatabase(database, createChainClient(chain.url))
  if (wasDropped) progress.say('the last stop cost the chain some blocks: indexing it anew')
  const indexer = keep(
    await startService({
      name: 'indexer',
      entry: 'indexer/main.ts',
      logFile: `${folder.logs}/indexer.log`,
      env: {
        DATABASE_URL: databaseUrl,
        RPC_URLS: chain.url,
        CHAIN_ID: String(deployment.chainId),
        REGISTRY_ADDRESS: deployment.registry,
        DEPLOY_BLOCK: String(deployment.deployBlock),
        INDEXER_PORT: '0',
      },
    }),
  )
  const api = keep(
    await startService({
      name: 'API',
      entry: 'api/main.ts',
      logFile: `${folder.logs}/api.log`,
      env: { DATABASE_URL: databaseUrl, API_PORT: String(apiPort), HOST: '127.0.0.1' },
    }),
  )
  const apiUrl = `http://127.0.0.1:${api.port}`
  const failed = Promise.race([
    chain.exited.then(() => 'The chain ended by itself.'),
    database.exited.then(() => 'The database ended by itself.'),
    indexer.exited.then((log) => `The indexer ended by itself:\n${log}`),
    api.exited.then((log) => `The API ended by itself:\n${log}`),
  ])
  await untilReady(apiUrl, failed)
  return {
    apiUrl,
    rpcUrl: chain.url,
    databaseUrl,
    indexerUrl: `http://127.0.0.1:${indexer.port}`,
    indexerPid: indexer.pid,
    deployment,
    failed,
  }
}

/** The deployment of the chain in the folder; plays the demo's history into a new one where there is none. */
const prepareChain = async (folder: DataFolder, rpcPort: number, progress: Progress): Promise<Deployment> => {
  const existing = readDeployment(folder)
  if (existing) {
    checkChainState(folder)
    progress.say(`going on from ${folder.root} (npm start -- --fresh begins anew)`)
    return existing
  }
  clearDataFolder(folder)
  progress.say(`new demo network in ${folder.root}`)
  const genesisTimestamp = Math.floor(Date.now() / 1_000) - DEMO_AGE_SECONDS
  const chain = await startAnvil({ port: rpcPort, genesisTimestamp, stateFile: folder.chainState })
  let deployment: Deployment
  try {
    deployment = await seedDemoNetwork(createChainClient(chain.url), progress.update)
  } finally {
    // Writes the state; the chain then starts again with blocks by the wall clock.
    await chain.stop()
  }
  writeDeployment(folder, deployment)
  return deployment
}

/** Waits until the API serves a verified epoch, or a part has ended. */
const untilReady = async (apiUrl: string, failed: Promise<string>): Promise<void> => {
  let failure: string | undefined
  void failed.then((sentence) => {
    failure = sentence
  })
  let last = ''
  for (let waited = 0; waited < READY_MS_MAX; waited += READY_POLL_MS) {
    if (failure !== undefined) throw new Error(failure)
    try {
      const [ready, epoch] = await Promise.all([fetch(`${apiUrl}/ready`), fetch(`${apiUrl}/v1/epochs/latest`)])
      if (ready.ok && epoch.ok) return
      last = `${await ready.text()} ${epoch.ok ? '' : await epoch.text()}`
    } catch (error) {
      last = String(error)
    }
    await sleep(READY_POLL_MS)
  }
  throw new Error(`The API was not ready after ${READY_MS_MAX / 1_000} s: ${last}`)
}
