import type { Hex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors/baseError.ts'
import type { EpochProof } from '../shared/list/epochProof.ts'
import { originOf } from './originOf.ts'

/** The first line of an error's message, with its code where it has one. */
function brief(error: unknown): string {
  if (error instanceof BaseError) return `${error.code}: ${error.message.split('\n', 1)[0]}`
  return error instanceof Error ? `${error.name}: ${error.message.split('\n', 1)[0]}` : String(error)
}

/** Thrown when the client, or a trust source, is built with something it cannot work with. */
export class ClientConfigError extends BaseError {
  readonly code = 'CLIENT_CONFIG'
  constructor(args: { name: string; reason: string }) {
    super(`The client cannot be built: ${args.name} ${args.reason}.`)
  }
}

/** Thrown when a call to the client has an argument that it cannot work with. */
export class ClientArgumentError extends BaseError {
  readonly code = 'CLIENT_ARGUMENT'
  constructor(args: { name: string; reason: string }) {
    super(`The client cannot be asked this: ${args.name} ${args.reason}.`)
  }
}

/** Thrown when too many calls wait for one that does not end: a server, or the caller's storage, does not answer. */
export class ClientBusyError extends BaseError {
  readonly code = 'CLIENT_BUSY'
  constructor(args: { waiting: number }) {
    super(`${args.waiting} calls wait for one under way already.`, { retryable: true })
  }
}

/** Thrown when a server could not be reached, or broke off its answer. */
export class ServerUnreachableError extends BaseError {
  readonly code = 'SERVER_UNREACHABLE'
  constructor(args: { server: string; cause: unknown }) {
    super(`${args.server} could not be reached, or broke off its answer.`, { cause: args.cause, retryable: true })
  }
}

/** Thrown when a server took longer than it is given. */
export class ServerTimeoutError extends BaseError {
  readonly code = 'SERVER_TIMEOUT'
  constructor(args: { server: string; timeoutMs: number }) {
    super(`${args.server} did not finish its answer within ${args.timeoutMs} ms.`, { retryable: true })
  }
}

/** Thrown when a server answered with a status other than 200. */
export class ServerStatusError extends BaseError {
  readonly code = 'SERVER_STATUS'
  /** The HTTP status. */
  readonly status: number
  constructor(args: { server: string; status: number }) {
    super(`${args.server} answered with status ${args.status}.`, {
      retryable: args.status >= 500 || args.status === 404,
    })
    this.status = args.status
  }
}

/** As much of an origin as there can be: scheme, the longest name and a port. */
const ORIGIN_LENGTH_MAX = 267

/** Thrown when a server answered with a redirect. It was not followed, or what came from elsewhere was not taken. */
export class ServerRedirectedError extends BaseError {
  readonly code = 'SERVER_REDIRECTED'
  /** @param args.location where the server points to, where that can be read; only its origin is told. */
  constructor(args: { server: string; location: string | null }) {
    const origin = args.location === null ? null : originOf(args.location)
    const to = origin === null ? '' : ` to ${origin.slice(0, ORIGIN_LENGTH_MAX)}`
    super(`${args.server} answered with a redirect${to}. Redirects are not followed.`, {
      metaMessages: [
        'Write the URL that it ends at in the place of this one: in sources, stateRpcs or the urls of trust.',
      ],
    })
  }
}

/** Thrown when a server's answer is larger than any right one; the rest of it was not read. */
export class ServerBodyTooLargeError extends BaseError {
  readonly code = 'SERVER_BODY_TOO_LARGE'
  constructor(args: { server: string; bytesMax: number }) {
    super(`${args.server} sent more than ${args.bytesMax} bytes; the answer was cut.`)
  }
}

/** Thrown when a server's answer is not text in UTF-8 where text was due. */
export class ServerTextInvalidError extends BaseError {
  readonly code = 'SERVER_TEXT_INVALID'
  constructor(args: { server: string; cause: unknown }) {
    super(`${args.server} sent bytes that are not UTF-8 text.`, { cause: args.cause })
  }
}

/** Thrown when a trust provider's answer is not what JSON-RPC or the method asked for allows. */
export class RpcResponseInvalidError extends BaseError {
  readonly code = 'RPC_RESPONSE_INVALID'
  constructor(args: { provider: string; method: string; reason: string; cause?: unknown }) {
    super(`${args.provider} answered ${args.method} with what is no answer to it: ${args.reason}.`, {
      cause: args.cause,
    })
  }
}

/** Thrown when a trust provider answered with a JSON-RPC error. */
export class RpcRefusedError extends BaseError {
  readonly code = 'RPC_REFUSED'
  constructor(args: { provider: string; method: string; message: string }) {
    super(`${args.provider} refused ${args.method}: ${args.message}.`, { retryable: true })
  }
}

/** Thrown when a trust provider serves another chain. */
export class RpcChainMismatchError extends BaseError {
  readonly code = 'RPC_CHAIN_MISMATCH'
  constructor(args: { provider: string; chainId: bigint; expected: bigint }) {
    super(`${args.provider} serves chain ${args.chainId}; expected chain ${args.expected}.`)
  }
}

/** Thrown when a trust provider does not hold a block for final yet. */
export class BlockNotFinalError extends BaseError {
  readonly code = 'BLOCK_NOT_FINAL'
  constructor(args: { provider: string; number: bigint; finalized: bigint }) {
    super(`${args.provider} holds blocks up to ${args.finalized} for final; block ${args.number} is not.`, {
      retryable: true,
    })
  }
}

/** One provider's word on a block's hash. */
export type ProviderAnswer = { provider: string; hash: Hex }

/** What went wrong with one provider. */
export type ProviderFailure = { provider: string; error: BaseError }

function failuresOfProviders(failures: readonly ProviderFailure[]): string[] {
  return failures.map(({ provider, error }) => `${provider}: ${brief(error)}`)
}

/** Thrown when providers name different hashes for one final block, and no single one of them has enough votes. */
export class ProvidersDisagreeError extends BaseError {
  readonly code = 'PROVIDERS_DISAGREE'
  readonly answers: readonly ProviderAnswer[]
  /** Of those that gave no answer: with them there may be one hash with enough votes. */
  readonly failures: readonly ProviderFailure[]
  constructor(args: {
    number: bigint
    k: number
    answers: readonly ProviderAnswer[]
    failures: readonly ProviderFailure[]
  }) {
    super(`Providers disagree on the hash of final block ${args.number}, and ${args.k} of them must agree on one.`, {
      metaMessages: [
        ...args.answers.map(({ provider, hash }) => `${provider} says ${hash}`),
        ...failuresOfProviders(args.failures),
        'At least one of them lies or serves another chain: find out which, and replace it.',
      ],
      retryable: args.failures.some(({ error }) => error.retryable),
    })
    this.answers = args.answers
    this.failures = args.failures
  }
}

/** What one provider holds for the latest block; unix seconds. */
export type ProviderTime = { provider: string; timestamp: bigint }

/** Thrown when so few providers answered that a single wrong one could make it look earlier than it is, and they differ. */
export class ProviderTimesDifferError extends BaseError {
  readonly code = 'PROVIDER_TIMES_DIFFER'
  readonly times: readonly ProviderTime[]
  readonly failures: readonly ProviderFailure[]
  constructor(args: { k: number; times: readonly ProviderTime[]; failures: readonly ProviderFailure[] }) {
    super(
      `Providers disagree on the time of the latest block, and ${2 * args.k - 1} would have to answer to tell it.`,
      {
        metaMessages: [
          ...args.times.map(({ provider, timestamp }) => `${provider} says ${timestamp}`),
          ...failuresOfProviders(args.failures),
          'One of them is behind, or lies: find out which, or ask more of them.',
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
      metaMessages: failuresOfProviders(args.failures),
      retryable: args.failures.some(({ error }) => error.retryable),
    })
    this.failures = args.failures
  }
}

/** Thrown when the caller's own trust source failed, or answered with what is no answer. */
export class TrustFailedError extends BaseError {
  readonly code = 'TRUST_FAILED'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The trust source gave no answer: ${args.reason}.`, { cause: args.cause, retryable: true })
  }
}

/** Thrown when the child header of a proof is not the block that the trust source names. */
export class BlockHashUntrustedError extends BaseError {
  readonly code = 'BLOCK_HASH_UNTRUSTED'
  constructor(args: { number: bigint; hash: Hex; trusted: Hex }) {
    super(`The proof rests on block ${args.number} with hash ${args.hash}; the trusted hash is ${args.trusted}.`)
  }
}

/** Thrown when a proof is further behind the list that is due than the caller allows. */
export class EpochTooOldError extends BaseError {
  readonly code = 'EPOCH_TOO_OLD'
  constructor(args: { epoch: bigint; due: bigint; maxEpochLag: number }) {
    super(
      `The list is of epoch ${args.epoch}, the one due is ${args.due}; at most ${args.maxEpochLag} behind is taken.`,
      {
        metaMessages: ['Ask another source, or pass a greater maxEpochLag where an older list is good enough.'],
        retryable: true,
      },
    )
  }
}

/** Thrown when a source has only lists whose time has not come: during epoch E + 1 everybody uses list E. */
export class EpochNotDueError extends BaseError {
  readonly code = 'EPOCH_NOT_DUE'
  constructor(args: { epoch: bigint; due: bigint }) {
    super(`The list is of epoch ${args.epoch}, the one due is ${args.due}: it is not used before its time.`, {
      metaMessages: ['By the newest header that the trust source names; ask again when that has moved on.'],
      retryable: true,
    })
  }
}

/** Thrown when a source offers an epoch older than one that was accepted before. */
export class EpochRolledBackError extends BaseError {
  readonly code = 'EPOCH_ROLLED_BACK'
  constructor(args: { epoch: bigint; accepted: bigint }) {
    super(`The list is of epoch ${args.epoch}, but the list of epoch ${args.accepted} was accepted before.`, {
      retryable: true,
    })
  }
}

/** What is kept of an accepted epoch. */
export type AcceptedEpoch = { epoch: bigint; root: Hex; anchorHash: Hex; childHash: Hex }

/** What a source offered for an epoch, with the proof as evidence. */
export type OfferedEpoch = AcceptedEpoch & { proof: EpochProof }

const CONFLICT_MEANS = {
  true: 'The trust source vouches for the new one: final history changed, or the trust source lied. Keep this error as evidence.',
  false: 'The trust source does not vouch for the new one: the source that offers it lies.',
  null: 'The trust source gave no answer about the new one: nobody knows yet which of them is true.',
}

/**
 * Thrown when a source offers another anchor for an epoch that was accepted before. Keep it: where `childTrusted` is true,
 * final history was changed or the trust source lied at least once; where it is false, the source lies.
 */
export class EpochConflictError extends BaseError {
  readonly code = 'EPOCH_CONFLICT'
  readonly accepted: AcceptedEpoch
  readonly offered: OfferedEpoch
  /** Whether the trust source vouches for the offered child block; `null` where it gave no answer, see `cause`. */
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

/** Thrown when the caller's storage fails, or holds what this client did not write. */
export class StorageInvalidError extends BaseError {
  readonly code = 'STORAGE_INVALID'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The client's storage cannot be used: ${args.reason}.`, {
      cause: args.cause,
      metaMessages: ['It holds the last accepted epoch. Clear it only if you know why it is damaged.'],
    })
  }
}

/** What was wrong with one source. */
export type SourceFailure = { source: string; error: BaseError }

/** How an error tells of what was wrong with each source. */
function failuresOf(failures: readonly SourceFailure[]) {
  return {
    cause: failures[0]?.error,
    metaMessages: failures.map(({ source, error }) => `${source}: ${brief(error)}`),
    retryable: failures.some(({ error }) => error.retryable),
  }
}

/** Thrown when no source gave a record with siblings that lead to the trusted root; `failures` says of each why. */
export class RecordRefusedError extends BaseError {
  readonly code = 'RECORD_REFUSED'
  readonly failures: readonly SourceFailure[]
  constructor(args: { leafIndex: number; failures: readonly SourceFailure[] }) {
    super(`No source gave a record at leaf ${args.leafIndex} that can be accepted.`, failuresOf(args.failures))
    this.failures = args.failures
  }
}

/** Thrown when no endpoint gave a state proof of whether a key is registered; `failures` says of each why. */
export class RegistrationUnprovenError extends BaseError {
  readonly code = 'REGISTRATION_UNPROVEN'
  readonly failures: readonly SourceFailure[]
  constructor(args: { failures: readonly SourceFailure[] }) {
    super('No endpoint proved whether the key is registered.', failuresOf(args.failures))
    this.failures = args.failures
  }
}

/** Thrown when the block that a state proof rests on is older than any list that would be taken. Unix seconds. */
export class StateTooOldError extends BaseError {
  readonly code = 'STATE_TOO_OLD'
  constructor(args: { provider: string; timestamp: bigint; timestampMin: bigint }) {
    super(
      `${args.provider} proves the state of ${args.timestamp}; what is before ${args.timestampMin} is too old to be taken.`,
      { retryable: true },
    )
  }
}

/** Thrown when no source gave a list that can be accepted; `failures` says of each source why. */
export class NodeListRefusedError extends BaseError {
  readonly code = 'NODE_LIST_REFUSED'
  /** In the order the sources were asked. */
  readonly failures: readonly SourceFailure[]
  constructor(args: { failures: readonly SourceFailure[] }) {
    super('No source gave a node list that can be accepted.', failuresOf(args.failures))
    this.failures = args.failures
  }
}
