import { UINT32_MAX } from '../shared/uint.ts'
import type { MusterClientArgs } from './clientArgs.ts'
import { createExtensionCalls } from './createExtensionCalls.ts'
import { createQueue } from './createQueue.ts'
import { ClientArgumentError, type SourceFailure } from './errors.ts'
import { createAcceptedEpochs } from './list/createAcceptedEpochs.ts'
import { createExtensions } from './list/createExtensions.ts'
import { createFetchOffer } from './list/createFetchOffer.ts'
import { createListKeeper } from './list/createListKeeper.ts'
import { createListState } from './list/createListState.ts'
import { createStoredList } from './list/createStoredList.ts'
import { createTakeList } from './list/createTakeList.ts'
import { NodeListRefusedError } from './list/errors.ts'
import { findRecord } from './list/findRecord.ts'
import { findRegistration } from './list/findRegistration.ts'
import { type HeldList, headTimestampOf, type ListedServiceNode } from './list/nodeList.ts'
import type { MusterClient } from './musterClient.ts'
import { type ClientValues, parseClientArgs } from './parseClientArgs.ts'
import { createListPaths, type ListPaths } from './path/createListPaths.ts'
import { createPathBuilder } from './path/createPathBuilder.ts'
import { explainPath } from './path/explainPath.ts'
import { shareRunning } from './shareRunning.ts'
import { createSwarmCache } from './swarm/createSwarmCache.ts'
import { createBundledSource } from './transport/createBundledSource.ts'
import { createRpcProvider } from './transport/createRpcProvider.ts'
import { createSource } from './transport/createSource.ts'
import type { AllFailed } from './transport/failover.ts'
import { globalFetch } from './transport/fetchBounded.ts'
import { createBlockCheck } from './trust/createBlockCheck.ts'
import { createChainClock } from './trust/createChainClock.ts'
import { readChainTime } from './trust/readChainTime.ts'

/** Connects the parts that fetch lists and records. Each part gets only the arguments it needs. */
function createLists(args: MusterClientArgs, values: ClientValues) {
  const { chainId, registry, epochSeconds, maxEpochLag, limits, sourceUrls, stateRpcUrls } = values
  const { trust, storage, listStorage, bundled, fetch = globalFetch, nowMs = Date.now } = args
  const network = { chainId, registry, epochSeconds }
  const report = (failure: SourceFailure) => args.onSourceError?.(failure)

  const clock = createChainClock({ trust, chainId, nowMs })
  const checkBlock = createBlockCheck(trust, chainId)
  const readTime = (allFailed: AllFailed) => readChainTime(clock, { report, allFailed })

  const sources = sourceUrls.map((baseUrl) => createSource({ baseUrl, fetch, limits }))
  const all = bundled === undefined ? sources : [...sources, createBundledSource({ snapshot: bundled, limits })]
  const providers = stateRpcUrls.map((url) => createRpcProvider({ url, fetch }))

  const accepted = createAcceptedEpochs({ chainId, registry, storage })
  const { last: lastAccepted } = accepted
  const stored = createStoredList({ storage: listStorage, network, limits, lastAccepted, checkBlock, report })
  const state = createListState({ accepted, readStored: stored.read, writeStored: stored.write })
  const fetchOffer = createFetchOffer({ network, lastAccepted, checkBlock })
  const takeList = createTakeList({ sources: all, fetchOffer, chainId, registry, limits, maxEpochLag, report })
  const keeper = createListKeeper({
    state,
    takeList,
    clock,
    readTime: () => readTime((failures) => new NodeListRefusedError({ failures })),
    epochSeconds,
    maxEpochLag,
    nowMs,
  })
  return {
    keeper,
    held: state.held,
    extensions: createExtensions({ sources, report }),
    findRecord: (leafIndex: number) =>
      findRecord({ leafIndex, sources, state, fetchOffer, readTime, epochSeconds, maxEpochLag, report }),
    findRegistration: (key: Parameters<MusterClient['isRegistered']>[0]) =>
      findRegistration({ key, providers, network, lastAccepted, checkBlock, readTime, maxEpochLag, report }),
  }
}

function createPaths(args: MusterClientArgs, { chainId, registry }: ClientValues): ListPaths {
  const { guardStorage, onGuardChanges, nowMs = Date.now } = args
  const builder = guardStorage && createPathBuilder({ chainId, registry, storage: guardStorage, now: nowMs })
  return createListPaths({ builder, onGuardChanges })
}

/**
 * Creates a client that fetches the list of service nodes from servers it does not trust. It accepts only data that follows
 * from a trusted block hash.
 *
 * @example
 * const client = createMusterClient({
 *   sources: ['https://muster.example'],
 *   chainId: 1n,
 *   registry: '0x…',
 *   epochSeconds: 3600,
 *   trust: rpcQuorum({ urls: ['https://a.example', 'https://b.example', 'https://c.example'], k: 2 }),
 * })
 * const { epoch, records, isFresh } = await client.getNodeList()
 * @throws ClientConfigError if an argument is invalid
 */
export function createMusterClient(args: MusterClientArgs): MusterClient {
  const values = parseClientArgs(args)
  const { keeper, held, extensions, ...lists } = createLists(args, values)
  const paths = createPaths(args, values)
  const swarmsOf = createSwarmCache<ListedServiceNode>()
  // One at a time: of two answers accepted at once, the older one could be the last.
  const inQueue = createQueue()
  const refresh = shareRunning((chainTime?: bigint | null) => inQueue(() => keeper.refresh(chainTime)))
  const getDue = shareRunning(() => keeper.getDue(refresh))
  const getNodeList = async () => keeper.heldUntilNext() ?? (await getDue())
  const listInUse = async (): Promise<HeldList> => {
    await getNodeList()
    // The list that `getNodeList` returned is the held one.
    return held() as HeldList
  }
  const calls = createExtensionCalls({ extensions, listInUse })
  return {
    getNodeList,
    refresh: () => refresh(),
    async serviceNode(nodeId) {
      const { records } = await getNodeList()
      return records.find((record) => record.nodeId === nodeId) ?? null
    },
    async snapshot() {
      const { proof, list } = await listInUse()
      return { proof, list: list.bytes.slice() }
    },
    swarm: async (accountKey) => swarmsOf((await getNodeList()).records).swarm(accountKey),
    bucketsOf: async (nodeId) => swarmsOf((await getNodeList()).records).bucketsOf(nodeId),
    async buildPath(options = {}) {
      // Throws without `guardStorage`, before any source is asked.
      paths.builder()
      const list = await getNodeList()
      const path = await paths.buildPath(
        { ...list, headTimestamp: headTimestampOf(list, values.epochSeconds) },
        options,
      )
      return calls.addKnownKeys(path, held() as HeldList)
    },
    withKemKeys: calls.withKemKeys,
    extension: calls.extension,
    reportFailure: (path, failure) => paths.builder().reportFailure(path, failure),
    reportSuccess: (path) => paths.builder().reportSuccess(path),
    explain: explainPath,
    async verifiedRecord(leafIndex) {
      if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex > UINT32_MAX)
        throw new ClientArgumentError({
          name: 'leafIndex',
          reason: `is ${leafIndex}; expected an unsigned integer of 32 bits`,
        })
      return inQueue(() => lists.findRecord(leafIndex))
    },
    async isRegistered(ed25519Key) {
      const registration = await lists.findRegistration(ed25519Key)
      return { ...registration, isRegistered: registration.identity !== null }
    },
  }
}
