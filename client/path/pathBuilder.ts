import type { Hex } from '../../shared/bytes.ts'
import type { ClientStorage } from '../documentStore.ts'
import type { FillRandom } from './drawBelow.ts'
import type { PathNode } from './nodeTable.ts'
import type { OnionPath } from './onionPath.ts'

/** What a path builder is built with. */
export type PathBuilderArgs = {
  chainId: bigint
  /** Address of the service node registry, of any case. */
  registry: Hex
  /** Where the guards are kept over restarts: a document of its own. A client without one has new guards at each start. */
  storage: ClientStorage
  /** Instead of `crypto.getRandomValues`. Only for tests: it must be cryptographic. */
  random?: FillRandom
  /** Milliseconds, as `Date.now`; only how long failures count, and how old a list has grown, is measured by it. */
  now?: () => number
}

/** A verified list. */
export type PathList = {
  epoch: bigint
  /** Unix seconds. */
  anchor: { timestamp: bigint }
  records: readonly PathNode[]
  /** Unix seconds of the latest header the trust source names; null where it names none, and the caller has judged the age. */
  headTimestamp: bigint | null
}

/** What a list did to the guards; node ids. */
export type GuardChanges = {
  /** There were none before: at the first start, after the storage was cleared, or where all had ended meanwhile. */
  first: boolean
  added: readonly number[]
  /** Their lifetime was over. */
  expired: readonly number[]
  /** No list had them for 20 days, or they made room for others while none had them. */
  absent: readonly number[]
}

/** What the caller does not want on a path: the destination, its operator. */
export type Exclusion = { nodeIds?: readonly number[]; operators?: readonly Hex[] }

/**
 * How a path failed. There is no way to say that a node is to blame because another, or nobody in particular, said so.
 *
 * - `unreachable`: this device itself could not connect to the guard.
 * - `unanswered`: nothing came back that only a hop could have sealed: silence, a broken connection, any error in plain
 *   text, whatever node it names.
 * - `refused`: an answer sealed with that hop's own key says that the hop itself cannot serve.
 */
export type PathFailure =
  | { kind: 'unreachable' }
  | { kind: 'unanswered' }
  | { kind: 'refused'; hop: 'guard' | 'middle' | 'last' }

/** See `createPathBuilder`. */
export type PathBuilder = {
  /**
   * Takes a list, and ages, keeps and tops up the guards by it. Until it has ended, paths are built from the list before.
   *
   * @throws GuardStorageError when the storage fails or is damaged; PathListOlderError; IpInvalidError.
   */
  update(list: PathList): Promise<GuardChanges>
  /**
   * Draws a path. Asks the storage only where what is excluded leaves no guard.
   *
   * @throws PathListMissingError, TooFewNodesError, ListTooOldForGuardsError, GuardStorageError, RandomSourceError.
   */
  buildPath(options?: { exclude?: Exclusion }): Promise<OnionPath>
  /** Counts a failure, for a time. Not to be called while the device is offline. */
  reportFailure(path: OnionPath, failure: PathFailure): void
  /** An answer sealed by the last hop came back: what was counted against the three is forgotten. */
  reportSuccess(path: OnionPath): void
}
