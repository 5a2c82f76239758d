import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcFailureKind } from '../../shared/rpc/judgeFailure.ts'
import type { RangeFailure } from '../../shared/rpc/readLogRanges.ts'

/** Thrown when one request to one endpoint fails. Names the endpoint by its place in RPC_URLS. */
export class RpcRequestFailedError extends BaseError {
  override readonly code = 'RPC_REQUEST_FAILED'
  readonly kind: RpcFailureKind
  readonly endpoint: number
  readonly failure: RangeFailure
  constructor(args: { method: string; endpoint: number; failure: RangeFailure; cause?: unknown }) {
    const { kind, details } = args.failure
    super(`${args.method} failed at endpoint ${args.endpoint + 1}: ${details}`, {
      cause: args.cause,
      retryable: kind !== 'authorisation',
    })
    this.kind = kind
    this.endpoint = args.endpoint
    this.failure = args.failure
  }
}

/** Thrown when no endpoint answers a request, after all attempts. */
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

/** Returns the failure of the endpoint that was asked last. Undefined if none was, or the error is another one. */
export function lastFailureOf(error: unknown): RangeFailure | undefined {
  if (error instanceof RpcRequestFailedError) return error.failure
  return error instanceof RpcExhaustedError ? error.last?.failure : undefined
}

/** Whether an endpoint answered, and said no. */
export const isRefusal = (failure: RangeFailure | undefined): boolean =>
  failure?.kind === 'refused' && !failure.isTimeout

/** Thrown when an endpoint serves another chain. None of its answers may be used. */
export class ChainIdMismatchError extends BaseError {
  override readonly code = 'CHAIN_ID_MISMATCH'
  constructor(args: { endpoint: number; chainId: bigint; expected: bigint }) {
    super(`Endpoint ${args.endpoint + 1} serves chain ${args.chainId}, not ${args.expected}.`, {
      metaMessages: ['Check RPC_URLS and CHAIN_ID.'],
    })
  }
}

/** Thrown when the chain names no finalized block and FINALITY_DEPTH is not set. */
export class FinalityUnknownError extends BaseError {
  override readonly code = 'FINALITY_UNKNOWN'
  constructor(args: { cause: unknown }) {
    super('The endpoint does not know the finalized block.', {
      cause: args.cause,
      metaMessages: ['Set FINALITY_DEPTH: the number of blocks after which the chain never changes.'],
    })
  }
}

/** Thrown when every endpoint has had as many calls within the last hour as RPC_CALLS_PER_HOUR_MAX allows. */
export class RpcBudgetSpentError extends BaseError {
  override readonly code = 'RPC_BUDGET_SPENT'
  constructor(args: { callsMax: number | undefined }) {
    super(`Each endpoint got ${args.callsMax} calls within the last hour, as many as RPC_CALLS_PER_HOUR_MAX allows.`, {
      metaMessages: ['It goes on by itself. Raise the limit, set RPC_FRUGAL=true, or add an endpoint.'],
      retryable: true,
    })
  }
}
