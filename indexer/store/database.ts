import postgres from 'postgres'

/** Numbers of Postgres types, from pg_type. */
const OID_INT8 = 20
const OID_NUMERIC = 1700
/** For `sql.array`: postgres.js cannot tell these from the values. */
export const BYTEA_ARRAY = 1001
export const BOOLEAN_ARRAY = 1000

/** The connection handle every query function takes: bigint and numeric columns arrive as bigint. */
export type Sql = postgres.Sql<{ bigint: bigint; numeric: bigint }>
/** A single connection, in a transaction or not. */
export type Transaction = postgres.ISql<{ bigint: bigint; numeric: bigint }>
/** What a query needs: a pool or a single connection. */
export type Queryable = Sql | Transaction

const types = {
  bigint: {
    to: OID_INT8,
    from: [OID_INT8],
    serialize: (value: bigint) => value.toString(),
    parse: (text: string) => BigInt(text),
  },
  numeric: {
    to: OID_NUMERIC,
    from: [OID_NUMERIC],
    serialize: (value: bigint) => value.toString(),
    // Every numeric column of the schema has scale 0; BigInt refuses anything else by throwing.
    parse: (text: string) => BigInt(text),
  },
}

/** Wait for Postgres to accept a connection. Seconds; the run loop tries again after it. */
const CONNECT_TIMEOUT_S = 10

/**
 * Postgres gives a session up, and with it the writer's lock, 40 s after its host vanished without a word. Seconds, but for
 * the timeout of what was sent and not acknowledged: milliseconds.
 */
const SESSION_LIVENESS = {
  tcp_keepalives_idle: 20,
  tcp_keepalives_interval: 5,
  tcp_keepalives_count: 4,
  tcp_user_timeout: 40_000,
}

/** Opens a lazy pool of at most `max` connections. End it with `sql.end()`. */
export function createDatabase(args: {
  databaseUrl: string
  max: number
  applicationName: string
  onClose?: () => void
}): Sql {
  return postgres(args.databaseUrl, {
    max: args.max,
    types,
    connect_timeout: CONNECT_TIMEOUT_S,
    // Never recycled for age: a session may hold the writer's lock.
    max_lifetime: null,
    idle_timeout: undefined,
    connection: { application_name: args.applicationName, ...SESSION_LIVENESS },
    onnotice: () => {},
    ...(args.onClose === undefined ? {} : { onclose: args.onClose }),
  }) as unknown as Sql
}

/** `0x…` to the bytes Postgres stores. */
export function toBytes(hex: string): Buffer {
  return Buffer.from(hex.slice(2), 'hex')
}

/** Bytes from Postgres to lower-case `0x…`. */
export function toHex(bytes: Uint8Array): `0x${string}` {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}
