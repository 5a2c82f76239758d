import { chmodSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { createMusterClient, rpcQuorum, type VerifiedNodeList } from '../../client/index.ts'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { boundaryOf, epochAt, toEpoch } from '../../shared/epoch/clock.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { type ChainClient, createChainClient } from '../chain/chainClient.ts'
import { type JoinReport, joinNetwork } from '../chain/joinNetwork.ts'
import { startAnvil } from '../chain/startAnvil.ts'
import { seededAccount } from '../demo/seededKeys.ts'
import { startPostgresServer } from '../postgres/startPostgresServer.ts'
import { choosePort } from '../stack/choosePort.ts'
import { createParts, type Keep } from '../stack/createParts.ts'
import { openDatabase } from '../stack/openDatabase.ts'
import { startServices } from '../stack/startServices.ts'
import { untilServed } from '../stack/untilServed.ts'
import { type ListCost, measureList } from './measureList.ts'

/** Seconds of an epoch of the replay's chain. */
const EPOCH_SECONDS = 60

/** The longest launch that the registry takes. Every node of a replay joins within it. */
const LAUNCH_SECONDS = 30 * 86_400

/** Chain time from genesis to the wall clock: the activation delay, and room for the blocks. */
const CHAIN_SECONDS = 1_800

/** Distance of the chain's `finalized` tag from the newest block. */
const FINALITY_BLOCKS = 2

/** Costs and roots of a replay. */
export type ReplayReport = {
  readonly join: JoinReport
  /** Seconds from starting the indexer to the served list. */
  readonly indexSeconds: number
  /** Seconds of the client's `getNodeList`: it fetches, verifies, and asks for the hash. */
  readonly clientSeconds: number
  readonly list: VerifiedNodeList
  readonly cost: ListCost
  readonly rootOnChain: Hex
}

export type ReplayOptions = {
  readonly plans: readonly RegistrationPlan[]
  readonly onProgress: (stage: string, done: number, total: number) => void
  /** Stops the replay at once. The promise then rejects when everything is stopped and removed. */
  readonly signal: AbortSignal
}

/**
 * Plays a network into a fresh chain through the real contracts, indexes it, serves it, and fetches and verifies it as
 * any client would. Everything runs in processes and folders of its own, which are removed afterwards.
 */
export const replayNetwork = async (options: ReplayOptions): Promise<ReplayReport> => {
  const parts = createParts(options.signal)
  const folder = await mkdtemp(join(tmpdir(), 'muster-replay-'))
  try {
    // The database server may run as another account, which has to walk in.
    chmodSync(folder, 0o755)
    return await parts.fill(() => replayInto(folder, options, parts.keep))
  } finally {
    await parts.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const replayInto = async (folder: string, { plans, onProgress }: ReplayOptions, keep: Keep): Promise<ReplayReport> => {
  const genesisTimestamp = Math.floor(Date.now() / 1_000) - CHAIN_SECONDS
  const chain = keep(await startAnvil({ port: await choosePort('REPLAY_RPC_PORT', 0), genesisTimestamp }))
  const client = createChainClient(chain.url)
  const deployment = await deploy(client, {
    governor: seededAccount('muster replay', 'governor').address,
    epochSeconds: EPOCH_SECONDS,
    fullEmissionNodes: plans.length,
    launchSeconds: LAUNCH_SECONDS,
    activationDelay: EPOCH_SECONDS,
  })
  const join = await joinNetwork({ client, deployment, plans, onProgress })
  await endEpoch(client)

  const databasePort = await choosePort('REPLAY_DATABASE_PORT', 0)
  const server = await startPostgresServer({ dataFolder: `${folder}/postgres`, port: databasePort, durable: false })
  const database = await openDatabase(keep(server), client)
  onProgress('index', 0, 1)
  const startedAt = performance.now()
  const { indexer, api } = await startServices({
    deployment,
    databaseUrl: database.url,
    rpcUrl: chain.url,
    apiPort: 0,
    logs: folder,
    keep,
  })
  const apiUrl = `http://127.0.0.1:${api.port}`
  const failed = Promise.race([indexer.exited, api.exited])
  await untilServed({ apiUrl, epochSeconds: EPOCH_SECONDS, failed })
  onProgress('index', 1, 1)
  const indexSeconds = (performance.now() - startedAt) / 1_000
  return { join, indexSeconds, ...(await fetchAndVerify(client, deployment, { apiUrl, rpcUrl: chain.url })) }
}

/**
 * Ends the epoch of the last activation and the next one: during epoch E + 1 all clients use list E. Then makes the
 * blocks final. All of it ends at the wall clock.
 */
const endEpoch = async (client: ChainClient): Promise<void> => {
  const current = epochAt(BigInt(Math.floor(Date.now() / 1_000)), EPOCH_SECONDS)
  for (const back of [2n, 1n, 0n]) {
    await client.setNextBlockTimestamp({ timestamp: boundaryOf(toEpoch(current - back), EPOCH_SECONDS) })
    await client.mine({ blocks: 1 })
  }
  for (let block = 0; block < FINALITY_BLOCKS; block++) await client.mine({ blocks: 1 })
}

const fetchAndVerify = async (
  client: ChainClient,
  deployment: Deployment,
  { apiUrl, rpcUrl }: { readonly apiUrl: string; readonly rpcUrl: string },
): Promise<Omit<ReplayReport, 'join' | 'indexSeconds'>> => {
  const startedAt = performance.now()
  const list = await createMusterClient({
    sources: [apiUrl],
    chainId: deployment.chainId,
    registry: deployment.registry,
    epochSeconds: deployment.epochSeconds,
    trust: rpcQuorum({ urls: [rpcUrl], k: 1 }),
  }).getNodeList()
  const clientSeconds = (performance.now() - startedAt) / 1_000
  const rootOnChain = await client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'listRoot',
    blockNumber: list.anchor.number,
  })
  return { clientSeconds, list, rootOnChain, cost: await measureList(apiUrl, deployment) }
}
