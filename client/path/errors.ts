import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when a path is asked for before any list was given. */
export class PathListMissingError extends BaseError {
  readonly code = 'PATH_LIST_MISSING'
  constructor() {
    super('There is no node list to build a path from.', {
      metaMessages: ['Call update with a verified list first, and see that it did not fail.'],
    })
  }
}

/** Thrown when a list is older than the one paths are built from. */
export class PathListOlderError extends BaseError {
  readonly code = 'PATH_LIST_OLDER'
  constructor(args: { epoch: bigint; current: bigint }) {
    super(`The list is of epoch ${args.epoch}, but paths are built from the list of epoch ${args.current} already.`)
  }
}

/** Thrown when fewer nodes than a path has hops can be used: listed, with a sound key, not excluded by the caller. */
export class TooFewNodesError extends BaseError {
  readonly code = 'TOO_FEW_NODES'
  /** Nodes that can be used. */
  readonly usable: number
  constructor(args: { usable: number; needed: number }) {
    super(`A path takes ${args.needed} nodes, and ${args.usable} can be used.`, {
      metaMessages: ['Exclude less, or wait for a list with more nodes.'],
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

/** Thrown when the caller's storage of the guards fails, or holds what this client did not write. */
export class GuardStorageError extends BaseError {
  readonly code = 'GUARD_STORAGE'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The storage of the guards cannot be used: ${args.reason}.`, {
      cause: args.cause,
      metaMessages: [
        'Who makes a client forget its guards gets another chance to become one: no new ones were chosen.',
        'Clear it only if you know why it is damaged.',
      ],
    })
  }
}

/** Thrown when the random source gives what no random source gives. */
export class RandomSourceError extends BaseError {
  readonly code = 'RANDOM_SOURCE'
  constructor(args: { attempts: number }) {
    super(`The random source gave ${args.attempts} numbers in a row that had to be discarded: it is broken.`, {
      metaMessages: ['No path is drawn from it. Check crypto.getRandomValues of this platform.'],
    })
  }
}
