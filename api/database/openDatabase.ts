import postgres from 'postgres'
import { CONNECT_TIME_MAX_SECONDS, REQUEST_TIME_MAX_MS, STATEMENT_TIME_MAX_MS } from '../limits.ts'

/** int8 as bigint, numeric (always whole numbers in our views) as bigint. */
type Types = { bigint: bigint; numeric: bigint }

/** Pool of connections that can only read the views of schema muster_api. */
export type Database = postgres.Sql<Types>

/** A `Database` or one of its transactions: what a query needs. */
export type Reader = postgres.ISql<Types>

/** One read-only transaction. */
export type Transaction = postgres.TransactionSql<Types>

/**
 * Opens the pool. Connects on first use; a dead server is an error of the query, not of this call.
 *
 * The startup parameters do what trust in our own code should not: every session runs as role muster_reader, in
 * read-only transactions, with time limits that hold whatever this process does.
 */
export function openDatabase({
  databaseUrl,
  connectionsMax,
}: {
  databaseUrl: string
  connectionsMax: number
}): Database {
  return postgres<{ bigint: postgres.PostgresType<bigint>; numeric: postgres.PostgresType<bigint> }>(databaseUrl, {
    max: connectionsMax,
    connect_timeout: CONNECT_TIME_MAX_SECONDS,
    // Notices may quote data; nothing of them is needed here.
    onnotice: () => {},
    connection: {
      application_name: 'muster-api',
      role: 'muster_reader',
      default_transaction_read_only: true,
      statement_timeout: STATEMENT_TIME_MAX_MS,
      // A transaction lives as long as one request at most. Postgres 17 and later.
      transaction_timeout: REQUEST_TIME_MAX_MS,
    },
    types: {
      bigint: postgres.BigInt,
      numeric: { to: 1700, from: [1700], serialize: (value: bigint) => value.toString(), parse: BigInt },
    },
  }) as Database
}
