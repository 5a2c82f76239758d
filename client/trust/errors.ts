import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { describeError } from '../describeError.ts'

/** Thrown when a provider does not yet hold a block as final. */
export class BlockNotFinalError extends BaseError {
  readonly code = 'BLOCK_NOT_FINAL'
  constructor(args: { provider: string; number: bigint; finalized: bigint }) {
    super(`${args.provider} holds blocks up to ${args.finalized} as final; block ${args.number} is later.`, {
      retryable: true,
    })
  }
}

/** The block hash that one provider named. */
export type ProviderAnswer = { provider: string; hash: Hex }

/** The error of one provider. */
export type ProviderFailure = { provider: string; error: BaseError }

function describeFailures(failures: readonly ProviderFailure[]): string[] {
  return failures.map(({ provider, error }) => `${provider}: ${describeError(error)}`)
}

/** Thrown when providers name different hashes for one final block, and not exactly one hash has enough votes. */
export class ProvidersDisagreeError extends BaseError {
  readonly code = 'PROVIDERS_DISAGREE'
  readonly answers: readonly ProviderAnswer[]
  /** Providers without an answer. With their votes, one hash may have enough. */
  readonly failures: readonly ProviderFailure[]
  constructor(args: {
    number: bigint
    k: number
    answers: readonly ProviderAnswer[]
    failures: readonly ProviderFailure[]
  }) {
    super(`Providers disagree on the hash of final block ${args.number}; ${args.k} of them must agree on one.`, {
      metaMessages: [
        ...args.answers.map(({ provider, hash }) => `${provider} says ${hash}`),
        ...describeFailures(args.failures),
        'At least one of them lies or serves another chain. Find out which one, and replace it.',
      ],
      retryable: args.failures.some(({ error }) => error.retryable),
    })
    this.answers = args.answers
    this.failures = args.failures
  }
}

/** The time of the latest block that one provider named, in unix seconds. */
export type ProviderTime = { provider: string; timestamp: bigint }

/** Thrown when provider times differ, and too few providers answered to outvote one that names an early time. */
export class ProviderTimesDifferError extends BaseError {
  readonly code = 'PROVIDER_TIMES_DIFFER'
  readonly times: readonly ProviderTime[]
  readonly failures: readonly ProviderFailure[]
  constructor(args: { k: number; times: readonly ProviderTime[]; failures: readonly ProviderFailure[] }) {
    super(
      `Providers disagree on the time of the latest block; ${args.times.length} answered, ${2 * args.k - 1} are needed.`,
      {
        metaMessages: [
          ...args.times.map(({ provider, timestamp }) => `${provider} says ${timestamp}`),
          ...describeFailures(args.failures),
          'One of them lags or lies. Find out which one, or ask more providers.',
        ],
        retryable: true,
      },
    )
    this.times = args.times
    this.failures = args.failures
  }
}

/** Thrown when fewer providers than needed gave an answer. */
export class TrustQuorumError extends BaseError {
  readonly code = 'TRUST_QUORUM'
  readonly failures: readonly ProviderFailure[]
  constructor(args: { question: string; k: number; answered: number; failures: readonly ProviderFailure[] }) {
    super(`${args.answered} of the ${args.k} providers needed answered for ${args.question}.`, {
      metaMessages: describeFailures(args.failures),
      retryable: args.failures.some(({ error }) => error.retryable),
    })
    this.failures = args.failures
  }
}

/** Thrown when the caller's own trust source failed, or gave an invalid answer. */
export class TrustFailedError extends BaseError {
  readonly code = 'TRUST_FAILED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The trust source gave no answer: ${args.reason}.`, { cause: args.cause, retryable: true })
  }
}

/** Thrown when the trust source names another hash for the block that a proof rests on. */
export class BlockHashUntrustedError extends BaseError {
  readonly code = 'BLOCK_HASH_UNTRUSTED'
  constructor(args: { number: bigint; hash: Hex; trusted: Hex }) {
    super(`The proof rests on block ${args.number} with hash ${args.hash}; the trusted hash is ${args.trusted}.`)
  }
}
