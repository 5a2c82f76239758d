import { BaseError } from '../errors/baseError.ts'
import type { RpcFailure } from './judgeFailure.ts'

/** Thrown when one call to one endpoint fails. Names the endpoint by its origin: the rest of a URL may hold a key. */
export class RpcCallFailedError extends BaseError {
  override readonly code = 'RPC_CALL_FAILED'
  readonly origin: string
  readonly failure: RpcFailure
  constructor(args: { method: string; origin: string; failure: RpcFailure; cause?: unknown }) {
    super(`${args.method} failed at ${args.origin}: ${args.failure.details}`, {
      cause: args.cause,
      retryable: args.failure.kind !== 'authorisation',
    })
    this.origin = args.origin
    this.failure = args.failure
  }
}

/** Thrown when an answer does not have the form that its method promises. */
export class RpcAnswerInvalidError extends BaseError {
  override readonly code = 'RPC_ANSWER_INVALID'
  constructor(args: { what: string }) {
    super(`The endpoint's answer is invalid: ${args.what}.`, { retryable: true })
  }
}

/** Thrown when an endpoint answers no range of logs at one place, however narrow. */
export class LogRangeRefusedError extends BaseError {
  override readonly code = 'LOG_RANGE_REFUSED'
  /** Blocks of the narrowest range that was asked for. */
  readonly blocksMin: bigint
  constructor(args: { origin: string; fromBlock: bigint; blocksMin: bigint; details: string; cause: unknown }) {
    const blocks = args.blocksMin === 1n ? 'a single block' : `a range of ${args.blocksMin} blocks`
    super(`${args.origin} refuses the logs of ${blocks} from block ${args.fromBlock}: ${args.details}`, {
      cause: args.cause,
      metaMessages: ['Expected an endpoint that answers eth_getLogs for at least one block. Use another endpoint.'],
      retryable: true,
    })
    this.blocksMin = args.blocksMin
  }
}
