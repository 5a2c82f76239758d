import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { toApiError } from '../database/toApiError.ts'
import {
  ApiError,
  BodyTooLargeError,
  InternalError,
  MediaTypeUnsupportedError,
  RangeNotSatisfiableError,
  RateLimitedError,
  RequestMalformedError,
} from '../errors.ts'
import { BODY_BYTES_MAX } from '../limits.ts'

/** Seconds after which to try again what failed for a passing reason. */
const RETRY_AFTER_SECONDS = 5

/**
 * Answers with a coded error: `{ errors: [{ message, extensions: { code } }] }` under /graphql, `{ code, message }`
 * elsewhere. What is not meant for callers is logged (without its message) and masked.
 */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: Logger): FastifyReply {
  const known = error instanceof ApiError ? error : (toApiError(error) ?? ofFastify(error))
  if (known === undefined || known.status >= 500) logger.error({ err: error }, 'request failed')
  const shown = known ?? new InternalError()
  const { code, message } = shown
  if (shown.status === 429 || shown.status === 503) {
    reply.header('retry-after', shown instanceof RateLimitedError ? shown.retryAfterSeconds : RETRY_AFTER_SECONDS)
  }
  if (shown instanceof RangeNotSatisfiableError) reply.header('content-range', `bytes */${shown.length}`)
  // Set before the failure, and about another answer.
  reply.removeHeader('etag').removeHeader('accept-ranges')
  const body = isGraphql(request) ? { errors: [{ message, extensions: { code } }] } : { code, message }
  return reply
    .code(shown.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body))
}

function isGraphql(request: FastifyRequest): boolean {
  return request.routeOptions.url === '/graphql'
}

function ofFastify(error: unknown): ApiError | undefined {
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new BodyTooLargeError({ bytesMax: BODY_BYTES_MAX })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new MediaTypeUnsupportedError()
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new RequestMalformedError({ status: statusCode })
  }
  return undefined
}
