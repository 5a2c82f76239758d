import { BaseError } from '../shared/errors/baseError.ts'

/** The parent of every error the API shows to a caller: REST answers and GraphQL carry its `code` and its message. */
export abstract class ApiError extends BaseError {
  /** HTTP status where the whole request failed for this reason. */
  abstract readonly status: number
}

export class InternalError extends ApiError {
  readonly code = 'INTERNAL_SERVER_ERROR'
  readonly status = 500
  constructor() {
    super('Something failed inside this service. Nothing is wrong with the request; try again later.', {
      retryable: true,
    })
  }
}

export class DatabaseUnavailableError extends ApiError {
  readonly code = 'DATABASE_UNAVAILABLE'
  readonly status = 503
  constructor(options: { cause?: unknown } = {}) {
    super('The database cannot be reached or did not answer in time. Try again later.', { ...options, retryable: true })
  }
}

export class DatabaseNotMigratedError extends ApiError {
  readonly code = 'DATABASE_NOT_MIGRATED'
  readonly status = 503
  constructor(options: { cause?: unknown } = {}) {
    super('The database has no Muster schema that the API may read. Start the indexer: it creates it.', {
      ...options,
      retryable: true,
    })
  }
}

export class NotIndexedError extends ApiError {
  readonly code = 'NOT_INDEXED'
  readonly status = 503
  constructor() {
    super('The indexer has not written its first block yet. Try again when /ready says so.', { retryable: true })
  }
}

export class OverloadedError extends ApiError {
  readonly code = 'OVERLOADED'
  readonly status = 503
  constructor({ inFlightMax }: { inFlightMax: number }) {
    super(`This service works on ${inFlightMax} requests to its database already. Try again shortly.`, {
      retryable: true,
    })
  }
}

export class RequestTimeoutError extends ApiError {
  readonly code = 'REQUEST_TIMEOUT'
  readonly status = 503
  constructor({ timeMaxMs }: { timeMaxMs: number }) {
    super(`The request took longer than ${timeMaxMs} ms and was given up. Ask for less at a time.`, { retryable: true })
  }
}

export class RateLimitedError extends ApiError {
  readonly code = 'RATE_LIMITED'
  readonly status = 429
  readonly retryAfterSeconds: number
  constructor({ retryAfterSeconds }: { retryAfterSeconds: number }) {
    super(`Too many requests from this client. Wait ${retryAfterSeconds} s.`, { retryable: true })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export class BodyTooLargeError extends ApiError {
  readonly code = 'BODY_TOO_LARGE'
  readonly status = 413
  constructor({ bytesMax }: { bytesMax: number }) {
    super(`The request body is larger than ${bytesMax} bytes.`)
  }
}

export class MediaTypeUnsupportedError extends ApiError {
  readonly code = 'MEDIA_TYPE_UNSUPPORTED'
  readonly status = 415
  constructor() {
    super('The body must be sent as content-type application/json.')
  }
}

export class RequestMalformedError extends ApiError {
  readonly code = 'BAD_REQUEST'
  readonly status: number
  constructor({ status }: { status: number }) {
    super('The request could not be read.')
    this.status = status
  }
}

export class NotAcceptableError extends ApiError {
  readonly code = 'NOT_ACCEPTABLE'
  readonly status = 406
  constructor({ header, offered }: { header: string; offered: readonly string[] }) {
    super(`The ${header} header excludes everything offered here: ${offered.join(', ')}.`)
  }
}

export class RouteUnknownError extends ApiError {
  readonly code = 'ROUTE_UNKNOWN'
  readonly status = 404
  constructor() {
    super('Nothing is served here. See /graphql, /v1/epochs/latest, /v1/lists/{root}, /health and /ready.')
  }
}

export class ListRootInvalidError extends ApiError {
  readonly code = 'LIST_ROOT_INVALID'
  readonly status = 400
  constructor() {
    super('A list root is 0x followed by 64 lower-case hex digits.')
  }
}

export class ListUnknownError extends ApiError {
  readonly code = 'LIST_UNKNOWN'
  readonly status = 404
  constructor({ root }: { root: string }) {
    super(`No list with root ${root} is held here. Take the root from an epoch proof.`)
  }
}

export class LeafIndexInvalidError extends ApiError {
  readonly code = 'LEAF_INDEX_INVALID'
  readonly status = 400
  constructor() {
    super('A leaf index is a decimal number below 2^32 without leading zeros.')
  }
}

export class LeafUnknownError extends ApiError {
  readonly code = 'LEAF_UNKNOWN'
  readonly status = 404
  constructor({ root }: { root: string }) {
    super(`No such record of ${root} is served here: the leaf is empty, or the list is not of one of the last epochs.`)
  }
}

export class ExtensionBlockInvalidError extends ApiError {
  readonly code = 'EXTENSION_BLOCK_INVALID'
  readonly status = 400
  constructor() {
    super('A block of extension documents is a decimal number below 2^32 without leading zeros.')
  }
}

export class ExtensionBlockUnknownError extends ApiError {
  readonly code = 'EXTENSION_BLOCK_UNKNOWN'
  readonly status = 404
  constructor({ root }: { root: string }) {
    super(
      `No such block of ${root} is served here: the tree has no such block, or the list is not one of the last epochs.`,
    )
  }
}

export class ExtensionDocumentsMissingError extends ApiError {
  readonly code = 'EXTENSION_DOCUMENT_MISSING'
  readonly status = 503
  constructor(options: { cause: unknown }) {
    super('A document of this block is not held here. A block has all of its documents or is not served.', {
      ...options,
      retryable: true,
    })
  }
}

export class DeltaUnknownError extends ApiError {
  readonly code = 'DELTA_UNKNOWN'
  readonly status = 404
  constructor({ from, to }: { from: string; to: string }) {
    super(`No delta from ${from} to ${to} is served here. Fetch the whole list: /v1/lists/${to}.`)
  }
}

export class EpochInvalidError extends ApiError {
  readonly code = 'EPOCH_INVALID'
  readonly status = 400
  constructor() {
    super('An epoch is a decimal number without leading zeros, or "latest".')
  }
}

export class EpochUnknownError extends ApiError {
  readonly code = 'EPOCH_UNKNOWN'
  readonly status = 404
  constructor({ epoch }: { epoch: string }) {
    super(`Epoch ${epoch} was neither published nor missed. The newest one is at /v1/epochs/latest.`)
  }
}

export class RangeNotSatisfiableError extends ApiError {
  readonly code = 'RANGE_NOT_SATISFIABLE'
  readonly status = 416
  readonly length: number
  constructor({ length }: { length: number }) {
    super(`The range starts beyond the last of ${length} bytes.`)
    this.length = length
  }
}

export class KeyCountInvalidError extends ApiError {
  readonly code = 'KEY_COUNT_INVALID'
  readonly status = 400
  constructor({ given }: { given: readonly string[] }) {
    super(
      `serviceNode takes exactly one of id, ed25519Key and blsKeyHash; given: ${given.length === 0 ? 'none' : given.join(', ')}.`,
    )
  }
}

export class PageSizeInvalidError extends ApiError {
  readonly code = 'PAGE_SIZE_INVALID'
  readonly status = 400
  constructor({ first, firstMax }: { first: number; firstMax: number }) {
    super(`first must be 1 to ${firstMax}; it is ${first}.`)
  }
}

export class CursorInvalidError extends ApiError {
  readonly code = 'CURSOR_INVALID'
  readonly status = 400
  constructor() {
    super('The cursor was not made by this service. Pass the endCursor of an earlier page unchanged.')
  }
}

export class CursorMismatchError extends ApiError {
  readonly code = 'CURSOR_MISMATCH'
  readonly status = 400
  constructor({ differs }: { differs: string }) {
    super(`The cursor belongs to another ${differs}. Keep filter, orderBy and at the same while paging.`)
  }
}

export class CursorStaleError extends ApiError {
  readonly code = 'CURSOR_STALE'
  readonly status = 409
  constructor({ block }: { block: bigint }) {
    super(`The cursor belongs to block ${block}, which was reorganised away or is held no longer. Start again.`)
  }
}

export class BlockNotIndexedError extends ApiError {
  readonly code = 'BLOCK_NOT_INDEXED'
  readonly status = 404
  constructor({ asked, head }: { asked: string; head: string }) {
    super(`${asked} lies after the indexed head, ${head}.`, { retryable: true })
  }
}

export class BlockBeforeRegistryError extends ApiError {
  readonly code = 'BLOCK_BEFORE_REGISTRY'
  readonly status = 404
  constructor({ asked, first }: { asked: string; first: bigint }) {
    super(`${asked} lies before the first block held here; the registry was deployed in block ${first}.`)
  }
}

export class QueryTooLongError extends ApiError {
  readonly code = 'QUERY_TOO_LONG'
  readonly status = 400
  constructor({ tokensMax }: { tokensMax: number }) {
    super(`The query has more than ${tokensMax} tokens.`)
  }
}

export class QueryTooDeepError extends ApiError {
  readonly code = 'QUERY_TOO_DEEP'
  readonly status = 400
  constructor({ depth, depthMax }: { depth: number; depthMax: number }) {
    super(`The query is ${depth} levels deep; ${depthMax} are allowed.`)
  }
}

export class AliasesTooManyError extends ApiError {
  readonly code = 'ALIASES_TOO_MANY'
  readonly status = 400
  constructor({ aliases, aliasesMax }: { aliases: number; aliasesMax: number }) {
    super(`The query uses ${aliases} aliases; ${aliasesMax} are allowed.`)
  }
}

export class QueryTooCostlyError extends ApiError {
  readonly code = 'QUERY_TOO_COSTLY'
  readonly status = 400
  constructor({ cost, costMax }: { cost: number; costMax: number }) {
    super(`The query costs ${cost}; ${costMax} are allowed. Ask for fewer fields or smaller pages. See docs/api.md.`)
  }
}
