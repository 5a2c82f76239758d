import postgres from 'postgres'
import { DatabaseUnavailableError } from '../errors.ts'
import { CONNECT_TIME_MAX_SECONDS, REQUEST_TIME_MAX_MS, SESSION_IDLE_MAX_MS, STATEMENT_TIME_MAX_MS } from '../limits.ts'

/** int8 as bigint, numeric (always whole numbers in our views) as bigint. */
type Types = { bigint: bigint; numeric: bigint }

/** One connection: what a query needs. It can only read the views of schema muster_api. */
export type Reader = postgres.ISql<Types>

/** One connection to Postgres, made when first asked and never made again. */
export type Session = {
  /** Refuses statements once the connection has closed. */
  readonly sql: Reader
  isOpen(): boolean
  /** Gives the connection up, whatever state it is in. What waits for an answer of it fails. */
  discard(): void
  /** Says goodbye to Postgres. Bounded in time. */
  end(): Promise<void>
}

/** An idle connection takes a round trip to close. Seconds. */
const END_TIME_MAX_SECONDS = 1

/**
 * A client of postgres.js with a single connection, thrown away at the first fault.
 *
 * Why not its own pool and `sql.begin`: when a connection is reset, `begin` sends its `rollback` into the socket that is
 * gone (an uncaught TypeError, which ends the process), and a statement or the connection itself may wait for ever. Here
 * nothing is sent on a connection that closed, and no client is used again after it failed.
 *
 * The startup parameters do what trust in our own code should not: every session runs as role muster_reader, in
 * read-only transactions, with time limits that hold whatever this process does.
 *
 * @param args.onClosed called once, when the connection closed by itself or was discarded
 */
export function createSession(args: { databaseUrl: string; onClosed: () => void }): Session {
  let isOpen = true
  const client = postgres<{ bigint: postgres.PostgresType<bigint>; numeric: postgres.PostgresType<bigint> }>(
    args.databaseUrl,
    {
      max: 1,
      connect_timeout: CONNECT_TIME_MAX_SECONDS,
      // It would close the connection between two statements of a transaction.
      max_lifetime: null,
      // Asked for at each connection, and nobody hears it where that is reset meanwhile: it would end the process. No view
      // has arrays.
      fetch_types: false,
      onclose: discard,
      // Later than the pool stops using it, so that no statement meets a connection that is being closed.
      idle_timeout: (2 * SESSION_IDLE_MAX_MS) / 1_000,
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
    },
  )

  function discard(): void {
    if (!isOpen) return
    isOpen = false
    client.end({ timeout: 0 }).catch(() => {})
    args.onClosed()
  }

  return {
    sql: guarded(client as unknown as Reader, () => isOpen),
    isOpen: () => isOpen,
    discard,
    async end() {
      isOpen = false
      await client.end({ timeout: END_TIME_MAX_SECONDS })
    },
  }
}

/** Left to itself, postgres.js would connect again: a statement of a transaction would then run outside of it. */
function guarded(client: Reader, isOpen: () => boolean): Reader {
  return new Proxy(client, {
    apply(target, self, parameters: unknown[]) {
      // A tagged template is a query; a plain call only builds a part of one.
      const isQuery = Array.isArray((parameters[0] as { raw?: unknown } | undefined)?.raw)
      if (isQuery && !isOpen()) throw new DatabaseUnavailableError()
      return Reflect.apply(target as unknown as (...all: unknown[]) => unknown, self, parameters)
    },
  })
}
