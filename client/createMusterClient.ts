import { type Hex, isLowerHex } from '../shared/bytes.ts'
import type { MusterSnapshot } from '../shared/list/snapshot.ts'
import { createQueue } from './createQueue.ts'
import { ClientArgumentError, RegistrationUnprovenError, type SourceFailure } from './errors.ts'
import { inTurn } from './inTurn.ts'
import { type ClientState, getDueList, getRecord, heldUntilNext, readTime, refreshList } from './lifecycle.ts'
import { createListUse } from './listUse.ts'
import type { HeldList, ListedServiceNode, VerifiedNodeList } from './nodeList.ts'
import { explainPath } from './path/explainPath.ts'
import type { OnionPath } from './path/onionPath.ts'
import type { Exclusion, PathFailure } from './path/pathBuilder.ts'
import { fetchRegistration, type Registration } from './registration.ts'
import { type MusterClientArgs, parseSettings, type Settings } from './settings.ts'
import type { VerifiedRecord } from './verifiedRecord.ts'

/** See `createMusterClient`. */
export type MusterClient = {
  /**
   * The node list to use now, of which everything was verified: every record, that none is missing, that its time has
   * come and that it is recent. The held one while it is the one due, by the chain's time; else a newer one. Where none
   * can be had, the held one is given on until it is more than `maxEpochLag` behind.
   *
   * @throws NodeListRefusedError when no source gave a list that can be accepted; its `failures` say why, source by
   * source. There is no fallback to a list that does not verify.
   * @throws StorageInvalidError when the caller's storage fails or is damaged; ClientBusyError when too many calls wait.
   */
  getNodeList(): Promise<VerifiedNodeList>
  /**
   * Asks the sources for the newest list that is due, whatever is held: what changed, where a source says so, else the
   * whole. Calls at the same time share one answer. Throws as `getNodeList`, which does not ask more often than it must.
   */
  refresh(): Promise<VerifiedNodeList>
  /** The record of a node in the list to use now; `null` when it is not Active. Throws as `getNodeList`. */
  serviceNode(nodeId: number): Promise<ListedServiceNode | null>
  /** The list to use now with its proof, as `encodeSnapshot` writes it into a file. Throws as `getNodeList`. */
  snapshot(): Promise<MusterSnapshot>
  /**
   * The nodes that keep an account's messages, in the order of the swarm; 7 where the list has as many. Nobody is asked.
   * Throws as `getNodeList`.
   *
   * @param accountKey the 32-byte X25519 key, without a prefix byte
   * @throws AccountKeyInvalidError
   */
  swarm(accountKey: Uint8Array): Promise<ListedServiceNode[]>
  /**
   * The buckets that a node serves, ascending, of 4,096. The first call for a list takes about a second for 2,000 nodes.
   * Throws as `getNodeList`.
   *
   * @throws NodeNotListedError
   */
  bucketsOf(nodeId: number): Promise<number[]>
  /**
   * Draws an onion path of three nodes from the list to use now; its `explanation` says which rules it keeps. Needs
   * `guardStorage`. Throws as `getNodeList`.
   *
   * @param options.exclude what shall not be on the path: the destination, its operator
   * @throws TooFewNodesError, ListTooOldForGuardsError, GuardStorageError, RandomSourceError; ClientArgumentError;
   * ClientBusyError when too many wait for paths already.
   */
  buildPath(options?: { exclude?: Exclusion }): Promise<OnionPath>
  /** Counts a failure of a path, for a time. Not to be called while the device is offline. @throws ClientArgumentError */
  reportFailure(path: OnionPath, failure: PathFailure): void
  /** An answer sealed by the last node came back: what was counted against the three is forgotten. @throws ClientArgumentError */
  reportSuccess(path: OnionPath): void
  /** What can be said of a path, a sentence a line; as data: `path.explanation`. */
  explain(path: OnionPath): string[]
  /**
   * One record by its place in the list, without the list: a kilobyte. The server learns which record is asked for, so
   * this is for tools and for looking at a node that is known anyway, not for choosing one.
   *
   * @throws RecordRefusedError when no source gave a record that leads to the trusted root; StorageInvalidError;
   * ClientArgumentError; ClientBusyError when too many wait for records already.
   */
  verifiedRecord(leafIndex: number): Promise<VerifiedRecord>
  /**
   * Whether a node ever had this Ed25519 key (32 bytes of hex), by a state proof of a recent final block from one of
   * `stateRpcs`: that no node had it is proven just as well.
   *
   * @throws RegistrationUnprovenError when no endpoint gave a proof that holds; ClientArgumentError.
   */
  isRegistered(ed25519Key: Hex): Promise<Registration & { isRegistered: boolean }>
}

/** Calls while one is under way share its answer. */
function shared<T, Args extends unknown[]>(run: (...args: Args) => Promise<T>): (...args: Args) => Promise<T> {
  let underWay: Promise<T> | null = null
  return (...args) => {
    underWay ??= run(...args).finally(() => {
      underWay = null
    })
    return underWay
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
 * const { epoch, records, isFresh } = await client.getNodeList()
 * @throws ClientConfigError when an argument cannot be worked with.
 */
export function createMusterClient(args: MusterClientArgs): MusterClient {
  const settings = parseSettings(args)
  const state: ClientState = { held: null, inUse: null, started: null, triedAtMs: null }
  const use = createListUse(settings, args)
  // Two answers worked in at once could put the older one last.
  const inQueue = createQueue()
  const refresh = shared((chainTime?: bigint | null) =>
    inQueue(() => refreshList(settings, state, chainTime === undefined ? {} : { chainTime })),
  )
  const getDue = shared(() => getDueList(settings, state, refresh))
  const getNodeList = async () => heldUntilNext(settings, state) ?? (await getDue())
  return {
    getNodeList,
    refresh: () => refresh(),
    async serviceNode(nodeId) {
      const { records } = await getNodeList()
      return records.find((record) => record.nodeId === nodeId) ?? null
    },
    async snapshot() {
      await getNodeList()
      // Whatever `getNodeList` gives is what is held then.
      const { proof, list } = state.held as HeldList
      return { proof, list: list.bytes.slice() }
    },
    swarm: async (accountKey) => use.swarmsOf(await getNodeList()).swarm(accountKey),
    bucketsOf: async (nodeId) => use.swarmsOf(await getNodeList()).bucketsOf(nodeId),
    async buildPath(options = {}) {
      use.builder()
      return use.buildPath(await getNodeList(), options)
    },
    reportFailure: (path, failure) => use.builder().reportFailure(path, failure),
    reportSuccess: (path) => use.builder().reportSuccess(path),
    explain: explainPath,
    async verifiedRecord(leafIndex) {
      if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= 2 ** 32)
        throw new ClientArgumentError({ name: 'leafIndex', reason: 'is no unsigned integer of 32 bits' })
      return inQueue(() => getRecord(settings, state, leafIndex))
    },
    isRegistered: (ed25519Key) => getRegistration(settings, ed25519Key),
  }
}

async function getRegistration(settings: Settings, key: Hex): Promise<Registration & { isRegistered: boolean }> {
  const { stateProviders, report } = settings
  const ed25519Key = key.toLowerCase()
  if (!isLowerHex(ed25519Key, 32))
    throw new ClientArgumentError({ name: 'ed25519Key', reason: 'is not 32 bytes of hex' })
  if (stateProviders.length === 0)
    throw new ClientArgumentError({ name: 'stateRpcs', reason: 'were not given to the client, and prove it' })
  const refuse = (failures: readonly SourceFailure[]) => new RegistrationUnprovenError({ failures })
  const chainTime = await readTime(settings, refuse)
  const registration = await inTurn({
    asked: stateProviders,
    ask: (provider) => fetchRegistration(settings, provider, { ed25519Key, chainTime }),
    report,
    refuse,
  })
  return { ...registration, isRegistered: registration.identity !== null }
}
