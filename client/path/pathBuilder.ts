import type { Hex } from '../../shared/bytes.ts'
import type { ClientStorage } from '../documentStore.ts'
import type { PathNode } from './nodeTable.ts'
import type { OnionPath } from './onionPath.ts'
import type { FillRandom } from './random.ts'

/** Arguments of `createPathBuilder`. */
export type PathBuilderArgs = {
  chainId: bigint
  /** Address of the service node registry, in any case. */
  registry: Hex
  /** Keeps the guards over restarts, in a document of its own. Without it, a client would have new guards at each start. */
  storage: ClientStorage
  /** Replaces `crypto.getRandomValues` in tests. It must be cryptographic. */
  random?: FillRandom
  /** Milliseconds, as `Date.now`. Measures only how long failures count and how old a list has grown. */
  now?: () => number
}

/** A verified list. */
export type PathList = {
  epoch: bigint
  /** Unix seconds. */
  anchor: { timestamp: bigint }
  records: readonly PathNode[]
  /** Unix seconds of the trust source's latest header. Null if it names none; the caller has then judged the age. */
  headTimestamp: bigint | null
}

/** The effect of a list on the guards, as node ids. */
export type GuardChanges = {
  /** Whether there were none before: at the first start, after the storage was cleared, or after all had ended. */
  first: boolean
  added: readonly number[]
  /** Guards whose lifetime was over. */
  expired: readonly number[]
  /** Guards that no list contained for 20 days, or absent ones that were removed to make room. */
  absent: readonly number[]
}

/** Nodes that must not be on a path: the destination, its operator. */
export type Exclusion = { nodeIds?: readonly number[]; operators?: readonly Hex[] }

/**
 * How a path failed. No kind blames a node on the word of another node, or on an unsealed message.
 *
 * - `unreachable`: this device itself could not connect to the guard.
 * - `unanswered`: no answer sealed by a hop came back. Silence, a broken connection, and any error in plain text count as
 *   unanswered, whichever node the error names.
 * - `refused`: an answer sealed with that hop's own key says that the hop cannot serve.
 */
export type PathFailure =
  | { kind: 'unreachable' }
  | { kind: 'unanswered' }
  | { kind: 'refused'; hop: 'guard' | 'middle' | 'last' }

/** See `createPathBuilder`. */
export type PathBuilder = {
  /**
   * Takes a list, ages the guards by it and draws missing ones. Until it ends, paths are built from the list before.
   *
   * @throws GuardStorageError if the storage fails or is damaged; PathListOlderError; IpInvalidError
   */
  update(list: PathList): Promise<GuardChanges>
  /**
   * Draws a path. Writes the storage only if a guard is new, or begins its first path.
   *
   * @throws PathListMissingError, TooFewNodesError, ListTooOldForGuardsError, GuardStorageError, RandomSourceError
   */
  buildPath(options?: { exclude?: Exclusion }): Promise<OnionPath>
  /** Counts a failure, for a limited time. Must not be called while the device is offline. */
  reportFailure(path: OnionPath, failure: PathFailure): void
  /** Clears the failures of the three nodes. Call it after an answer sealed by the last hop. */
  reportSuccess(path: OnionPath): void
}
