import { type Hex, isLowerHex } from '../shared/bytes.ts'
import type { MusterSnapshot } from '../shared/list/snapshot.ts'
import { DEPTH_MAX } from '../shared/list/tree.ts'
import { LIST_COUNT_MAX, type ListLimits } from '../shared/list/wire.ts'
import { type AcceptedEpochs, createAcceptedEpochs } from './acceptedEpoch.ts'
import { createBundledSource } from './bundledSource.ts'
import { type ChainClock, createChainClock } from './chainClock.ts'
import type { ClientStorage } from './documentStore.ts'
import { ClientConfigError, type SourceFailure } from './errors.ts'
import { type Fetch, globalFetch } from './fetchBounded.ts'
import { originOf } from './originOf.ts'
import type { GuardChanges } from './path/pathBuilder.ts'
import { createRpcProvider, type RpcProvider } from './rpcProvider.ts'
import { createSource, type RecordSource, type Source } from './source.ts'
import type { Trust } from './trust.ts'

/** Sources are asked in turn, each within its time limits: more would only prolong a failure. */
const SOURCES_MAX = 16

/** A client follows the list due; one epoch behind is what a source that waits for finality may be. */
const MAX_EPOCH_LAG_DEFAULT = 1

/** Muster is made for some 10,000 nodes. Hashing so many rows at LIST_DEPTH_MAX_DEFAULT takes about an eighth of a second. */
const LIST_COUNT_MAX_DEFAULT = 16_384

/** 4^7 = 16,384 leaves: the least depth that holds as many rows as are taken. */
const LIST_DEPTH_MAX_DEFAULT = 7

const U64_MAX = (1n << 64n) - 1n

/** What a client is built with. Chain, registry and epoch length are fixed for its life. */
export type MusterClientArgs = {
  /** Base URLs of API servers or mirrors, in the order they are asked. None of them is trusted. */
  sources: readonly string[]
  chainId: bigint | number
  /** Address of the service node registry. */
  registry: Hex
  /** Seconds of an epoch, as fixed in the registry. */
  epochSeconds: number
  /** Where trust in a block hash, and the chain's time, come from: `rpcQuorum`, `pinnedHash`, or your own. */
  trust: Trust
  /** Where the last accepted epoch is kept over restarts. In memory only, if not given. */
  storage?: ClientStorage
  /** Where the last accepted list itself is kept, a text of some 260 kB for 1,500 nodes. Needs `storage`. */
  listStorage?: ClientStorage
  /** Where the guards of onion paths are kept, a document of its own. `buildPath` needs it: without it, guards would change. */
  guardStorage?: ClientStorage
  /** Told what each new list did to the guards. */
  onGuardChanges?: (changes: GuardChanges) => void
  /** A list that came with the program, see `parseSnapshot`: asked last, and checked as any other. */
  bundled?: MusterSnapshot
  /** JSON-RPC URLs that `isRegistered` asks for state proofs, in turn. None of them is trusted. */
  stateRpcs?: readonly string[]
  /** Epochs that a list may be behind the one due; 1 if not given. */
  maxEpochLag?: number
  /** Rows and tree levels of a list at most, before it is refused unread; 16,384 and 7 if not given. */
  listCountMax?: number
  listDepthMax?: number
  /** Told of each source whose answer was refused, before the next is asked. */
  onSourceError?: (failure: SourceFailure) => void
  /** Instead of the global `fetch`. */
  fetch?: Fetch
  /** Milliseconds of a clock of which only differences matter, instead of `Date.now`. */
  nowMs?: () => number
}

/** `MusterClientArgs`, checked. */
export type Settings = {
  chainId: bigint
  registry: Hex
  epochSeconds: number
  trust: Trust
  maxEpochLag: number
  limits: Required<ListLimits>
  accepted: AcceptedEpochs
  listStorage: ClientStorage | undefined
  sources: readonly RecordSource[]
  bundled: Source | undefined
  stateProviders: readonly RpcProvider[]
  clock: ChainClock
  report: (failure: SourceFailure) => void
  nowMs: () => number
}

function checkUrl(name: string, text: string): string {
  if (originOf(text) === null)
    throw new ClientConfigError({ name, reason: `holds "${text.slice(0, 80)}", which is no http URL` })
  return text
}

function checkInteger(name: string, value: number, [min, max]: readonly [min: number, max: number]): number {
  if (!Number.isSafeInteger(value) || value < min || value > max)
    throw new ClientConfigError({ name, reason: `is no whole number from ${min} to ${max}` })
  return value
}

function parseChainId(value: bigint | number): bigint {
  if (typeof value !== 'bigint' && !Number.isSafeInteger(value))
    throw new ClientConfigError({ name: 'chainId', reason: 'is no integer' })
  const chainId = BigInt(value)
  if (chainId < 0n || chainId > U64_MAX) throw new ClientConfigError({ name: 'chainId', reason: 'is no u64' })
  return chainId
}

/** @throws ClientConfigError */
export function parseSettings(args: MusterClientArgs): Settings {
  const { trust, storage, listStorage, fetch = globalFetch, nowMs = Date.now, stateRpcs = [] } = args
  const { maxEpochLag = MAX_EPOCH_LAG_DEFAULT } = args
  const chainId = parseChainId(args.chainId)
  const registry = args.registry.toLowerCase()
  if (!isLowerHex(registry, 20)) throw new ClientConfigError({ name: 'registry', reason: 'is no address' })
  const limits = {
    countMax: checkInteger('listCountMax', args.listCountMax ?? LIST_COUNT_MAX_DEFAULT, [1, LIST_COUNT_MAX]),
    depthMax: checkInteger('listDepthMax', args.listDepthMax ?? LIST_DEPTH_MAX_DEFAULT, [1, DEPTH_MAX]),
  }
  if (args.sources.length < 1 || args.sources.length > SOURCES_MAX)
    throw new ClientConfigError({ name: 'sources', reason: `has not 1 to ${SOURCES_MAX} URLs` })
  if (stateRpcs.length > SOURCES_MAX)
    throw new ClientConfigError({ name: 'stateRpcs', reason: `has more than ${SOURCES_MAX} URLs` })
  if (listStorage !== undefined && storage === undefined)
    throw new ClientConfigError({
      name: 'listStorage',
      reason: 'is of no use without storage, which says what it holds',
    })
  return {
    chainId,
    registry,
    epochSeconds: checkInteger('epochSeconds', args.epochSeconds, [1, Number.MAX_SAFE_INTEGER]),
    trust,
    maxEpochLag: checkInteger('maxEpochLag', maxEpochLag, [0, Number.MAX_SAFE_INTEGER]),
    limits,
    accepted: createAcceptedEpochs({ chainId, registry, storage }),
    listStorage,
    sources: args.sources.map((text) => createSource({ baseUrl: checkUrl('sources', text), fetch, limits })),
    bundled: args.bundled === undefined ? undefined : createBundledSource({ snapshot: args.bundled, limits }),
    stateProviders: stateRpcs.map((text) => createRpcProvider({ url: checkUrl('stateRpcs', text), fetch })),
    clock: createChainClock({ trust, chainId, nowMs }),
    report: (failure) => args.onSourceError?.(failure),
    nowMs,
  }
}
