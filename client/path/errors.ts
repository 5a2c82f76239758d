import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when a path is asked for before any list was given. */
export class PathListMissingError extends BaseError {
  readonly code = 'PATH_LIST_MISSING'
  constructor() {
    super('There is no node list to build a path from.', {
      metaMessages: ['Call update with a verified list first, and wait until it succeeds.'],
    })
  }
}

/** Thrown when a list is older than the one that paths are built from. */
export class PathListOlderError extends BaseError {
  readonly code = 'PATH_LIST_OLDER'
  constructor(args: { epoch: bigint; current: bigint }) {
    super(`The list is of epoch ${args.epoch}, but paths are already built from the list of epoch ${args.current}.`)
  }
}

/** Thrown when fewer nodes are usable than a path has hops. Usable: listed, with a sound key, not excluded by the caller. */
export class TooFewNodesError extends BaseError {
  readonly code = 'TOO_FEW_NODES'
  /** Usable nodes. */
  readonly usable: number
  constructor(args: { usable: number; needed: number }) {
    super(`A path needs ${args.needed} nodes, and ${args.usable} are usable.`, {
      metaMessages: ['Exclude fewer nodes, or wait for a list with more nodes.'],
    })
    this.usable = args.usable
  }
}

/** Thrown when a new guard is needed, and the list is too old to choose one from. */
export class ListTooOldForGuardsError extends BaseError {
  readonly code = 'LIST_TOO_OLD_FOR_GUARDS'
  constructor(args: { ageSeconds: number; ageSecondsMax: number }) {
    super(
      `A new guard is needed, but the list is ${args.ageSeconds} s old; new guards are chosen up to ${args.ageSecondsMax} s.`,
      { metaMessages: ['Fetch a newer list and call update with it.'], retryable: true },
    )
  }
}

/** Thrown when the caller's guard storage fails, or holds a document of another writer. */
export class GuardStorageError extends BaseError {
  readonly code = 'GUARD_STORAGE'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The guard storage cannot be used: ${args.reason}.`, {
      cause: args.cause,
      metaMessages: [
        'No new guards were chosen: an attacker who makes a client forget its guards may become one of the new ones.',
        'Clear the storage only if you know why it is damaged.',
      ],
    })
  }
}

/** Thrown when the random source gives a sequence that a good source does not give. */
export class RandomSourceError extends BaseError {
  readonly code = 'RANDOM_SOURCE'
  constructor(args: { attempts: number }) {
    super(`The random source gave ${args.attempts} numbers in a row that had to be discarded: it is broken.`, {
      metaMessages: ['No path was drawn. Check crypto.getRandomValues of this platform.'],
    })
  }
}
