import { type ApiError, DatabaseNotMigratedError, DatabaseUnavailableError } from '../errors.ts'

/** Undefined table or schema, unknown role at connection, permission not granted yet. */
const NOT_MIGRATED = new Set(['42P01', '3F000', '22023', '42501'])

/**
 * Connection refused, cut or timed out as postgres.js and Node name it; in SQLSTATE: classes of connection (08),
 * authorisation (28), missing database (3D), resources (53), operator intervention with time limits (57), transactions
 * ended by either (25).
 */
const UNAVAILABLE =
  /^(?:CONNECT|CONNECTION_|ECONN|ENOTFOUND$|EHOSTUNREACH$|ENETUNREACH$|ETIMEDOUT$|EAI_AGAIN$|EPIPE$|(?:08|25|28|3D|53|57)[0-9A-Z]{3}$)/

/** The named error for a failure of the database, or undefined where it is a fault of ours. */
export function toApiError(error: unknown): ApiError | undefined {
  const code = codeOf(error)
  if (code === undefined) return undefined
  if (NOT_MIGRATED.has(code)) return new DatabaseNotMigratedError({ cause: error })
  if (UNAVAILABLE.test(code)) return new DatabaseUnavailableError({ cause: error })
  return undefined
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as { code?: unknown }
  // Several addresses of one host tried in vain come as an AggregateError.
  if (code === undefined && error instanceof AggregateError) return codeOf(error.errors[0])
  return typeof code === 'string' ? code : undefined
}
