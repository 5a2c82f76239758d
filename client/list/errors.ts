import { BaseError } from '../../shared/errors/baseError.ts'
import { describeError } from '../describeError.ts'
import type { SourceFailure } from '../errors.ts'
import type { AcceptedEpoch, OfferedEpoch } from './acceptedEpoch.ts'

/** Thrown when a proof is further behind the list due than the caller allows. */
export class EpochTooOldError extends BaseError {
  readonly code = 'EPOCH_TOO_OLD'
  constructor(args: { epoch: bigint; due: bigint; maxEpochLag: number }) {
    super(
      `The list is of epoch ${args.epoch}, the one due is ${args.due}; at most ${args.maxEpochLag} behind is taken.`,
      {
        metaMessages: ['Ask another source, or pass a greater maxEpochLag if an older list is good enough.'],
        retryable: true,
      },
    )
  }
}

/** Thrown when all lists of a source are early. During epoch E + 1 every client uses list E. */
export class EpochNotDueError extends BaseError {
  readonly code = 'EPOCH_NOT_DUE'
  constructor(args: { epoch: bigint; due: bigint }) {
    super(`The list is of epoch ${args.epoch}, the one due is ${args.due}. No list is used before its time.`, {
      metaMessages: ['The newest header of the trust source decides. Ask again after it has moved on.'],
      retryable: true,
    })
  }
}

/** Thrown when a source offers an epoch older than an accepted one. */
export class EpochRolledBackError extends BaseError {
  readonly code = 'EPOCH_ROLLED_BACK'
  constructor(args: { epoch: bigint; accepted: bigint }) {
    super(`The list is of epoch ${args.epoch}, but the list of epoch ${args.accepted} was accepted before.`, {
      retryable: true,
    })
  }
}

const CONFLICT_MEANS = {
  true: 'The trust source vouches for the new one: final history changed, or the trust source lied. Keep this error as evidence.',
  false: 'The trust source does not vouch for the new one: the source that offers it lies.',
  null: 'The trust source gave no answer about the new one: it is unknown which of them is true.',
}

/**
 * Thrown when a source offers another anchor for an accepted epoch. Keep it. If `childTrusted` is true, final history was
 * changed or the trust source lied at least once. If it is false, the source lies.
 */
export class EpochConflictError extends BaseError {
  readonly code = 'EPOCH_CONFLICT'
  readonly accepted: AcceptedEpoch
  readonly offered: OfferedEpoch
  /** Whether the trust source vouches for the offered child block. `null` if it gave no answer; `cause` says why. */
  readonly childTrusted: boolean | null
  constructor(args: {
    accepted: AcceptedEpoch
    offered: OfferedEpoch
    childTrusted: boolean | null
    cause?: unknown
  }) {
    super(
      `Epoch ${args.accepted.epoch} was accepted with anchor ${args.accepted.anchorHash}; now it is offered with anchor ${args.offered.anchorHash}.`,
      {
        cause: args.cause,
        metaMessages: [CONFLICT_MEANS[`${args.childTrusted}`]],
      },
    )
    this.accepted = args.accepted
    this.offered = args.offered
    this.childTrusted = args.childTrusted
  }
}

/** Options of an error that holds the failures of all sources. */
function describeFailures(failures: readonly SourceFailure[]) {
  return {
    cause: failures[0]?.error,
    metaMessages: failures.map(({ source, error }) => `${source}: ${describeError(error)}`),
    retryable: failures.some(({ error }) => error.retryable),
  }
}

/** Thrown when no source gave a record whose siblings lead to the trusted root. `failures` holds each source's error. */
export class RecordRefusedError extends BaseError {
  readonly code = 'RECORD_REFUSED'
  readonly failures: readonly SourceFailure[]
  constructor(args: { leafIndex: number; failures: readonly SourceFailure[] }) {
    super(`No source gave a record at leaf ${args.leafIndex} that can be accepted.`, describeFailures(args.failures))
    this.failures = args.failures
  }
}

/** Thrown when no source gave a block of extension documents that agrees with the list. `failures` holds each source's error. */
export class ExtensionsRefusedError extends BaseError {
  readonly code = 'EXTENSIONS_REFUSED'
  readonly failures: readonly SourceFailure[]
  constructor(args: { root: string; block: number; failures: readonly SourceFailure[] }) {
    super(
      `No source gave block ${args.block} of the extension documents of the list ${args.root}.`,
      describeFailures(args.failures),
    )
    this.failures = args.failures
  }
}

/** Thrown when no endpoint proved whether a key is registered. `failures` holds each endpoint's error. */
export class RegistrationUnprovenError extends BaseError {
  readonly code = 'REGISTRATION_UNPROVEN'
  readonly failures: readonly SourceFailure[]
  constructor(args: { failures: readonly SourceFailure[] }) {
    super('No endpoint proved whether the key is registered.', describeFailures(args.failures))
    this.failures = args.failures
  }
}

/** Thrown when a state proof rests on a block that is older than any list taken. Times in unix seconds. */
export class StateTooOldError extends BaseError {
  readonly code = 'STATE_TOO_OLD'
  constructor(args: { provider: string; timestamp: bigint; timestampMin: bigint }) {
    super(`${args.provider} proves the state of time ${args.timestamp}; expected ${args.timestampMin} or later.`, {
      retryable: true,
    })
  }
}

/** Thrown when no source gave a list that can be accepted. `failures` holds each source's error. */
export class NodeListRefusedError extends BaseError {
  readonly code = 'NODE_LIST_REFUSED'
  /** In the order the sources were asked. */
  readonly failures: readonly SourceFailure[]
  constructor(args: { failures: readonly SourceFailure[] }) {
    super('No source gave a node list that can be accepted.', describeFailures(args.failures))
    this.failures = args.failures
  }
}
