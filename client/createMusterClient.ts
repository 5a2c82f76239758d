import { bytesToHex, type Hex, isLowerHex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors.ts'
import { type EpochProof, type VerifiedEpoch, verifyEpochProof } from '../shared/list/epochProof.ts'
import { ChainMismatchError, RegistryMismatchError, RootMismatchError } from '../shared/list/errors.ts'
import type { ServiceNodeRecord } from '../shared/list/record.ts'
import type { DecodedList } from '../shared/list/wire.ts'
import { type AcceptedEpochs, type ClientStorage, createAcceptedEpochs } from './acceptedEpoch.ts'
import {
  type AcceptedEpoch,
  BlockHashUntrustedError,
  ClientConfigError,
  EpochConflictError,
  EpochRolledBackError,
  EpochTooOldError,
  NodeListRefusedError,
  type SourceFailure,
  TrustFailedError,
} from './errors.ts'
import { type Fetch, globalFetch } from './fetchBounded.ts'
import { createSource, type Source } from './source.ts'
import type { Trust } from './trust.ts'

/** Sources are asked in turn, each within its time limits: more would only prolong a failure. */
const SOURCES_MAX = 16

/** A client follows the list due; one epoch behind is what a source that waits for finality may be. */
const MAX_EPOCH_LAG_DEFAULT = 1

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
  /** Where trust in a block hash comes from: `rpcQuorum`, `pinnedHash`, or your own. */
  trust: Trust
  /** Where the last accepted epoch is kept over restarts. In memory only, if not given. */
  storage?: ClientStorage
  /** Epochs that a list may be behind the one due; 1 if not given. */
  maxEpochLag?: number
  /** Told of each source whose answer was refused, before the next is asked. */
  onSourceError?: (failure: SourceFailure) => void
  /** Instead of the global `fetch`. */
  fetch?: Fetch
}

/** A node list of which every bit follows from a trusted block hash. */
export type VerifiedNodeList = {
  epoch: bigint
  /** The list root, as the registry keeps it. */
  root: Hex
  /** The last block before the epoch's end; the list is the state after it. Timestamp in unix seconds. */
  anchor: { number: bigint; hash: Hex; timestamp: bigint }
  /** Levels of the list tree. */
  depth: number
  /** All active service nodes, by leaf index. */
  records: readonly (ServiceNodeRecord & { leafIndex: number })[]
  /** Origin of the server that sent it. */
  source: string
}

/** See `createMusterClient`. */
export type MusterClient = {
  /**
   * Fetches the newest node list and verifies all of it: every record, that none is missing, and that it is recent.
   * Calls at the same time share one answer.
   *
   * @throws NodeListRefusedError when no source gave a list that can be accepted; its `failures` say why, source by
   * source. There is no fallback to a list that does not verify.
   * @throws StorageInvalidError when the caller's storage fails or is damaged.
   */
  getNodeList(): Promise<VerifiedNodeList>
}

type Settings = {
  chainId: bigint
  registry: Hex
  epochSeconds: number
  trust: Trust
  maxEpochLag: number
  accepted: AcceptedEpochs
}

function checkUrl(text: string): string {
  if (!URL.canParse(text) || !['http:', 'https:'].includes(new URL(text).protocol))
    throw new ClientConfigError({ name: 'sources', reason: `holds "${text.slice(0, 80)}", which is no http URL` })
  return text
}

function parseSettings(args: MusterClientArgs): Settings {
  const { epochSeconds, maxEpochLag = MAX_EPOCH_LAG_DEFAULT, trust, storage } = args
  if (typeof args.chainId !== 'bigint' && !Number.isSafeInteger(args.chainId))
    throw new ClientConfigError({ name: 'chainId', reason: 'is no integer' })
  const chainId = BigInt(args.chainId)
  if (chainId < 0n || chainId > U64_MAX) throw new ClientConfigError({ name: 'chainId', reason: 'is no u64' })
  const registry = args.registry.toLowerCase()
  if (!isLowerHex(registry, 20)) throw new ClientConfigError({ name: 'registry', reason: 'is no address' })
  if (!Number.isSafeInteger(epochSeconds) || epochSeconds < 1)
    throw new ClientConfigError({ name: 'epochSeconds', reason: 'is no whole number of seconds' })
  if (!Number.isSafeInteger(maxEpochLag) || maxEpochLag < 0)
    throw new ClientConfigError({ name: 'maxEpochLag', reason: 'is no whole number of epochs' })
  const accepted = createAcceptedEpochs({ chainId, registry, storage })
  return { chainId, registry, epochSeconds, trust, maxEpochLag, accepted }
}

/** Runs a question to the caller's trust source; what is not a named error of ours becomes one. */
async function askTrust<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question()
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new TrustFailedError({ reason: 'it threw an error of its own', cause })
  }
}

async function checkTrusted({ trust, chainId }: Settings, { child }: VerifiedEpoch): Promise<void> {
  const trusted = await askTrust(() => trust.blockHash(child.number, { chainId }))
  if (trusted !== child.hash) throw new BlockHashUntrustedError({ number: child.number, hash: child.hash, trusted })
}

/** Refuses an epoch older than the last accepted one, or the same one with another anchor. */
async function checkAgainstAccepted(settings: Settings, verified: VerifiedEpoch, proof: EpochProof): Promise<void> {
  const accepted = await settings.accepted.last()
  if (accepted === null || verified.epoch > accepted.epoch) return
  if (verified.epoch < accepted.epoch)
    throw new EpochRolledBackError({ epoch: verified.epoch, accepted: accepted.epoch })
  if (verified.anchor.hash === accepted.anchorHash) return
  const childTrusted = await checkTrusted(settings, verified).then(
    () => true,
    () => false,
  )
  throw new EpochConflictError({ accepted, offered: { ...summaryOf(verified), proof }, childTrusted })
}

function summaryOf({ epoch, root, anchor, child }: VerifiedEpoch): AcceptedEpoch {
  return { epoch, root, anchorHash: anchor.hash, childHash: child.hash }
}

/**
 * Refuses an epoch too far behind the one due, by the clock of the chain and not of the device. On a first start this is
 * all that stands against an old proof that was true once.
 */
async function checkAge({ trust, chainId, epochSeconds, maxEpochLag }: Settings, epoch: VerifiedEpoch): Promise<void> {
  const latest = await askTrust(() => trust.latest({ chainId }))
  if (latest === null) return
  if (typeof latest.timestamp !== 'bigint' || latest.timestamp < 0n)
    throw new TrustFailedError({ reason: 'the latest header it names has no timestamp' })
  // During epoch E + 1 everybody uses list E.
  const due = latest.timestamp / BigInt(epochSeconds) - 1n
  if (due - epoch.epoch > BigInt(maxEpochLag)) throw new EpochTooOldError({ epoch: epoch.epoch, due, maxEpochLag })
}

function checkList(settings: Settings, list: DecodedList, expectedRoot: Hex): void {
  if (list.chainId !== settings.chainId)
    throw new ChainMismatchError({ chainId: list.chainId, expected: settings.chainId })
  if (list.registry !== settings.registry)
    throw new RegistryMismatchError({ registry: list.registry, expected: settings.registry })
  const root = bytesToHex(list.root())
  if (root !== expectedRoot) throw new RootMismatchError({ root, expected: expectedRoot })
}

async function getFrom(settings: Settings, source: Source): Promise<VerifiedNodeList> {
  const proof = await source.latestProof()
  const verified = verifyEpochProof(proof, settings)
  await checkAgainstAccepted(settings, verified, proof)
  await checkTrusted(settings, verified)
  await checkAge(settings, verified)
  const list = await source.list(verified.root)
  checkList(settings, list, verified.root)
  await settings.accepted.accept(summaryOf(verified))
  const { number, hash, timestamp } = verified.anchor
  return {
    epoch: verified.epoch,
    root: verified.root,
    anchor: { number, hash, timestamp },
    depth: list.depth,
    records: Array.from(list.leafIndexes, (leafIndex, i) => ({ ...list.record(i), leafIndex })),
    source: source.name,
  }
}

/**
 * A client that fetches the list of service nodes from servers it does not trust, and accepts only what follows from a
 * block hash it does.
 *
 * @example
 * const client = createMusterClient({
 *   sources: ['https://muster.example'],
 *   chainId: 1n,
 *   registry: '0x…',
 *   epochSeconds: 3600,
 *   trust: rpcQuorum({ urls: ['https://a.example', 'https://b.example', 'https://c.example'], k: 2 }),
 * })
 * const { epoch, records } = await client.getNodeList()
 * @throws ClientConfigError when an argument cannot be worked with.
 */
export function createMusterClient(args: MusterClientArgs): MusterClient {
  const settings = parseSettings(args)
  const fetch = args.fetch ?? globalFetch
  if (args.sources.length < 1 || args.sources.length > SOURCES_MAX)
    throw new ClientConfigError({ name: 'sources', reason: `has not 1 to ${SOURCES_MAX} URLs` })
  const sources = args.sources.map((text) => createSource({ baseUrl: checkUrl(text), fetch }))
  let underWay: Promise<VerifiedNodeList> | null = null

  async function getFromFirst(): Promise<VerifiedNodeList> {
    const failures: SourceFailure[] = []
    // Storage trouble is the caller's, not a source's: it is found before any source is asked.
    await settings.accepted.last()
    for (const source of sources) {
      try {
        return await getFrom(settings, source)
      } catch (error) {
        if (!(error instanceof BaseError) || error.code === 'STORAGE_INVALID') throw error
        const failure = { source: source.name, error }
        failures.push(failure)
        args.onSourceError?.(failure)
      }
    }
    throw new NodeListRefusedError({ failures })
  }

  return {
    getNodeList() {
      underWay ??= getFromFirst().finally(() => {
        underWay = null
      })
      return underWay
    },
  }
}
