import { BaseError } from '../../shared/errors/baseError.ts'
import { originOf } from './originOf.ts'

/** Thrown when a server could not be reached, or broke off its answer. */
export class ServerUnreachableError extends BaseError {
  readonly code = 'SERVER_UNREACHABLE'
  constructor(args: { server: string; cause: unknown }) {
    super(`${args.server} could not be reached, or broke off its answer.`, { cause: args.cause, retryable: true })
  }
}

/** Thrown when a server did not finish its answer within its time limit. */
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
    super(`${args.server} answered with status ${args.status}; expected 200.`, {
      retryable: args.status >= 500 || args.status === 404,
    })
    this.status = args.status
  }
}

/** The longest origin, in characters: scheme, the longest name and a port. */
const ORIGIN_LENGTH_MAX = 267

/** Thrown when a server answered with a redirect. The client does not follow it, and takes no answer from its target. */
export class ServerRedirectedError extends BaseError {
  readonly code = 'SERVER_REDIRECTED'
  /** @param args.location target of the redirect, `null` if the platform hides it. The message names only its origin. */
  constructor(args: { server: string; location: string | null }) {
    const origin = args.location === null ? null : originOf(args.location)
    const to = origin === null ? '' : ` to ${origin.slice(0, ORIGIN_LENGTH_MAX)}`
    super(`${args.server} answered with a redirect${to}. Redirects are not followed.`, {
      metaMessages: ['Replace this URL with the final one, in sources, stateRpcs or the urls of trust.'],
    })
  }
}

/** Thrown when a server's answer is larger than any valid one. The rest of it was not read. */
export class ServerBodyTooLargeError extends BaseError {
  readonly code = 'SERVER_BODY_TOO_LARGE'
  constructor(args: { server: string; bytesMax: number }) {
    super(`${args.server} sent more than ${args.bytesMax} bytes. The rest was not read.`)
  }
}

/** Thrown when a server's answer is not text in UTF-8, though a text was asked for. */
export class ServerTextInvalidError extends BaseError {
  readonly code = 'SERVER_TEXT_INVALID'
  constructor(args: { server: string; cause: unknown }) {
    super(`${args.server} sent bytes that are not UTF-8 text.`, { cause: args.cause })
  }
}

/** Thrown when a provider's answer is invalid under JSON-RPC or under the method. */
export class RpcResponseInvalidError extends BaseError {
  readonly code = 'RPC_RESPONSE_INVALID'
  constructor(args: { provider: string; method: string; reason: string; cause?: unknown }) {
    super(`${args.provider} sent an invalid answer to ${args.method}: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when a provider answered with a JSON-RPC error. */
export class RpcRefusedError extends BaseError {
  readonly code = 'RPC_REFUSED'
  constructor(args: { provider: string; method: string; message: string }) {
    super(`${args.provider} refused ${args.method}: ${args.message}.`, { retryable: true })
  }
}

/** Thrown when a provider serves another chain. */
export class RpcChainMismatchError extends BaseError {
  readonly code = 'RPC_CHAIN_MISMATCH'
  constructor(args: { provider: string; chainId: bigint; expected: bigint }) {
    super(`${args.provider} serves chain ${args.chainId}; expected chain ${args.expected}.`)
  }
}
