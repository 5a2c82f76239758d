import type { Progress } from '../../cli/output/createProgress.ts'
import { digestOfContracts } from '../../deploy/artifact.ts'
import type { Deployment } from '../../deploy/deploy.ts'
import { createChainClient } from '../chain/chainClient.ts'
import { startAnvil } from '../chain/startAnvil.ts'
import { DEMO_AGE_SECONDS, seedDemoNetwork } from '../demo/seedDemoNetwork.ts'
import { startPostgresServer } from '../postgres/startPostgresServer.ts'
import { choosePort } from './choosePort.ts'
import { createParts, type Keep } from './createParts.ts'
import { checkChainState, clearDataFolder, type DataFolder, readDeployment, writeDeployment } from './dataFolder.ts'
import { openDatabase } from './openDatabase.ts'
import { startDemoKeeper } from './startDemoKeeper.ts'
import { startServices } from './startServices.ts'
import { untilServed } from './untilServed.ts'

/** Seconds between blocks of the demo chain. A list is final two blocks after its epoch, so within the next epoch. */
const BLOCK_SECONDS = 3

/** A running stack. */
export type Stack = {
  readonly apiUrl: string
  readonly rpcUrl: string
  readonly databaseUrl: string
  readonly indexerUrl: string
  readonly indexerPid: number
  readonly deployment: Deployment
  /** Stops keeper, API, indexer, chain and database, in this order. May be called twice. */
  readonly stop: () => Promise<void>
  /** Resolves with a sentence when a part ended by itself. */
  readonly failed: Promise<string>
}

export type StartOptions = {
  readonly progress: Progress
  /** Stops the started parts, and ends the start with the signal's reason. */
  readonly signal: AbortSignal
}

/**
 * Starts chain, database, indexer, API and keeper over a data folder. Plays the demo's history first if the folder has none. If
 * a part does not start, the started ones are stopped.
 */
export const startStack = async (folder: DataFolder, { progress, signal }: StartOptions): Promise<Stack> => {
  const parts = createParts(signal)
  const stack = await parts.fill(() => startParts(folder, { progress, signal }, parts.keep))
  return { ...stack, stop: parts.stop }
}

const startParts = async (
  folder: DataFolder,
  { progress, signal }: StartOptions,
  keep: Keep,
): Promise<Omit<Stack, 'stop'>> => {
  const [apiPort, rpcPort, databasePort] = [
    await choosePort('API_PORT', 8_080),
    await choosePort('RPC_PORT', 8_545),
    await choosePort('DATABASE_PORT', 0),
  ]
  const deployment = await prepareChain(folder, rpcPort, { progress, signal }, keep)
  const database = keep(await startPostgresServer({ dataFolder: folder.postgres, port: databasePort, durable: true }))
  progress.say(`database is up (PostgreSQL, port ${database.port}, files in ${folder.postgres})`)
  const chain = keep(await startAnvil({ port: rpcPort, stateFile: folder.chainState, blockSeconds: BLOCK_SECONDS }))
  progress.say(`chain is up (${chain.url}, a block every ${BLOCK_SECONDS} s)`)
  const { url: databaseUrl, wasDropped } = await openDatabase(database, createChainClient(chain.url))
  if (wasDropped) progress.say('the last stop cost the chain some blocks: indexing it anew')
  const { indexer, api } = await startServices({
    deployment,
    databaseUrl,
    rpcUrl: chain.url,
    apiPort,
    logs: folder.logs,
    keep,
  })
  keep(await startDemoKeeper({ rpcUrl: chain.url, deployment, logFile: `${folder.logs}/keeper.log` }))
  const apiUrl = `http://127.0.0.1:${api.port}`
  const failed = Promise.race([
    chain.exited.then(() => 'The chain ended by itself.'),
    database.exited.then(() => 'The database ended by itself.'),
    indexer.exited.then((log) => `The indexer ended by itself:\n${log}`),
    api.exited.then((log) => `The API ended by itself:\n${log}`),
  ])
  await untilServed({ apiUrl, epochSeconds: deployment.epochSeconds, failed })
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

/** Reads the deployment of the chain in the folder. If there is none, plays the demo's history into a new chain. */
const prepareChain = async (
  folder: DataFolder,
  rpcPort: number,
  { progress, signal }: StartOptions,
  keep: Keep,
): Promise<Deployment> => {
  const contracts = await digestOfContracts()
  const existing = readDeployment(folder, contracts)
  if (existing) {
    checkChainState(folder)
    progress.say(`going on from ${folder.root} (npm start -- --fresh begins anew)`)
    return existing
  }
  clearDataFolder(folder)
  progress.say(`new demo network in ${folder.root}`)
  const genesisTimestamp = Math.floor(Date.now() / 1_000) - DEMO_AGE_SECONDS
  const chain = keep(await startAnvil({ port: rpcPort, genesisTimestamp, stateFile: folder.chainState }))
  let deployment: Deployment
  try {
    deployment = await seedDemoNetwork(createChainClient(chain.url), {
      onProgress: (stage, done, total) => {
        // Signatures need no chain, so a stopped chain does not end them.
        signal.throwIfAborted()
        progress.update(stage, done, total)
      },
      print: (sentence) => progress.say(sentence),
    })
  } finally {
    // Writes the state. The chain then starts again with blocks by the wall clock.
    await chain.stop()
  }
  writeDeployment(folder, deployment, contracts)
  return deployment
}
