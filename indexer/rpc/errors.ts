import { BaseError } from '../../shared/errors/baseError.ts'

/**
 * Why a request failed, as far as it decides what to do next.
 *
 * `connection`: nobody there, or cut off. `authorisation`: asking again is useless. `busy`: asked too often.
 * `refused`: everything else, an answer that makes no sense included; for a range of logs this narrows the range.
 */
export type RpcFailureKind = 'connection' | 'authorisation' | 'busy' | 'refused'

/** One request to one endpoint failed. */
export class RpcRequestFailedError extends BaseError {
  override readonly code = 'RPC_REQUEST_FAILED'
  readonly kind: RpcFailureKind
  readonly endpoint: number
  constructor(args: { method: string; endpoint: number; kind: RpcFailureKind; details: string; cause?: unknown }) {
    super(`${args.method} failed at endpoint ${args.endpoint + 1}: ${args.details}`, {
      cause: args.cause,
      retryable: args.kind !== 'authorisation',
    })
    this.kind = args.kind
    this.endpoint = args.endpoint
  }
}

/** No endpoint answered a request, however often it was asked. */
export class RpcExhaustedError extends BaseError {
  override readonly code = 'RPC_EXHAUSTED'
  readonly last: RpcRequestFailedError | undefined
  constructor(args: { method: string; attempts: number; last: RpcRequestFailedError | undefined }) {
    super(`${args.method} got no answer in ${args.attempts} attempts.`, {
      cause: args.last,
      retryable: true,
      metaMessages: args.last === undefined ? ['No endpoint could be asked.'] : [args.last.message],
    })
    this.last = args.last
  }
}

/** An endpoint serves another chain: nothing it says may be used. */
export class ChainIdMismatchError extends BaseError {
  override readonly code = 'CHAIN_ID_MISMATCH'
  constructor(args: { endpoint: number; chainId: bigint; expected: bigint }) {
    super(`Endpoint ${args.endpoint + 1} serves chain ${args.chainId}, not ${args.expected}.`, {
      metaMessages: ['Check RPC_URLS and CHAIN_ID.'],
    })
  }
}

/** An answer does not have the form the method promises. */
export class RpcAnswerInvalidError extends BaseError {
  override readonly code = 'RPC_ANSWER_INVALID'
  constructor(args: { what: string }) {
    super(`The endpoint's answer is not valid: ${args.what}.`, { retryable: true })
  }
}

/** The chain names no finalized block and no fallback is configured. */
export class FinalityUnknownError extends BaseError {
  override readonly code = 'FINALITY_UNKNOWN'
  constructor(args: { cause: unknown }) {
    super('The endpoint does not know the finalized block.', {
      cause: args.cause,
      metaMessages: ['Set FINALITY_DEPTH: the number of blocks after which the chain never changes.'],
    })
  }
}
