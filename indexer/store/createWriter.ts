import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { LOCK_SPACE, LOCKS } from '../../shared/database/locks.ts'
import { createDatabase, type Sql, type Transaction } from './database.ts'
import { WriterLockLostError } from './errors.ts'

/** How often an indexer that waits asks for the lock: another goes on within this time after the writer died. */
const LOCK_POLL_MS = 250
/** Wait for open statements when the connection is closed. Seconds. */
const END_TIMEOUT_S = 5

/**
 * The one connection that may write, and the lock that makes it the only one.
 *
 * **Why no two writers can ever overlap.** The lock is an advisory lock of a Postgres session, and every write runs on
 * that same session: nothing else writes. A session's locks are given up only when the session has ended, and a session
 * that ended has no transaction that could still commit. So whoever gets the lock next starts after the last commit of
 * the one before: no clock, no heartbeat, no fencing token to compare. What remains is a pooler that puts a transaction
 * on another session. Therefore each transaction first asks, on its own session, whether that session holds the lock,
 * and is rolled back where it does not.
 *
 * **Why transactions are not postgres.js' own.** When a connection dies, `sql.begin` sends its `rollback` into the
 * closed socket: an uncaught TypeError, or a promise that never settles. Here nothing is sent on a connection that
 * failed, and its client is thrown away; the next `acquire` opens a new one.
 */
export type Writer = {
  /** Waits until this process is the writer. Safe to call when it is. @throws the signal's reason */
  acquire(signal: AbortSignal): Promise<void>
  /** Whether the connection that got the lock is still open, as far as this side knows. */
  isHeld(): boolean
  /**
   * Runs `work` in one transaction, after those that were begun before. Not to be nested.
   *
   * @throws WriterLockLostError before anything is written, or when the connection fails on the way
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Reads on the writer's own connection, between two transactions. Not to be nested. @throws WriterLockLostError */
  read<T>(work: (sql: Transaction) => Promise<T>): Promise<T>
  /** Gives up the lock and closes the connection. */
  end(): Promise<void>
}

type Session = { pool: Sql; connection: Transaction & postgres.ReservedSql; isOpen: boolean }

/** @param args.onLost called each time the connection that held the lock closed by itself, for whatever reason */
export function createWriter(args: { databaseUrl: string; onLost: () => void }): Writer {
  let held: Session | undefined

  async function open(): Promise<Session> {
    const state = { isOpen: true }
    const pool = createDatabase({
      databaseUrl: args.databaseUrl,
      max: 1,
      applicationName: 'muster-indexer',
      // Runs before whoever waits for a statement of that connection sees it fail.
      onClose: () => lose(session),
    })
    let session: Session | undefined
    try {
      const connection = (await pool.reserve()) as unknown as Session['connection']
      session = Object.assign(state, { pool, connection })
      return session
    } catch (error) {
      discard(pool)
      throw error
    }
  }

  /** A connection that failed may hold half-sent state: never used again, not waited for. */
  function discard(pool: Sql): void {
    pool.end({ timeout: 0 }).catch(() => {})
  }

  function lose(session: Session | undefined): void {
    if (session === undefined || !session.isOpen) return
    session.isOpen = false
    if (held !== session) return
    held = undefined
    discard(session.pool)
    args.onLost()
  }

  async function close(session: Session): Promise<void> {
    session.isOpen = false
    session.connection.release()
    await session.pool.end({ timeout: END_TIMEOUT_S })
  }

  function requireHeld(): Session {
    if (held === undefined) throw new WriterLockLostError({ reason: 'it was not acquired, or its connection closed' })
    return held
  }

  /** Settles with the last use of the connection. One transaction must not run within another. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => {})
    return turn
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const session = requireHeld()
    const { connection } = session
    const requireOpen = () => {
      if (!session.isOpen) throw new WriterLockLostError({ reason: 'the connection closed in a transaction' })
    }
    try {
      await connection`begin`
      const rows = await connection`
        select 1 from pg_locks
        where locktype = 'advisory' and pid = pg_backend_pid() and granted
          and database = (select oid from pg_database where datname = current_database())
          and classid = ${LOCK_SPACE}::bigint::oid and objid = ${LOCKS.writer}::bigint::oid and objsubid = 2`
      if (rows.length === 0) throw new WriterLockLostError({ reason: 'this session does not have it' })
      const result = await work(guarded(connection, requireOpen))
      requireOpen()
      await connection`commit`
      return result
    } catch (error) {
      // Only a session that answers can be trusted to have rolled back; any other is given up, and with it the lock.
      const isAnswered = session.isOpen && !isConnectionFailure(error)
      if (isAnswered) await connection`rollback`.catch(() => lose(session))
      // Without the lock the session is of no use either.
      if (!isAnswered || error instanceof WriterLockLostError) lose(session)
      throw error
    }
  }

  return {
    read: (work) => inTurn(() => work(requireHeld().connection)),
    isHeld: () => held !== undefined,
    async acquire(signal) {
      if (held !== undefined) return
      const session = await open()
      try {
        for (;;) {
          signal.throwIfAborted()
          const [row] = await session.connection<{ locked: boolean }[]>`
            select pg_try_advisory_lock(${LOCK_SPACE}, ${LOCKS.writer}) as locked`
          if (row?.locked === true) break
          await sleep(LOCK_POLL_MS, undefined, { signal })
          if (!session.isOpen) throw new WriterLockLostError({ reason: 'the connection closed while waiting for it' })
        }
      } catch (error) {
        if (session.isOpen) await close(session)
        else discard(session.pool)
        throw error
      }
      if (!session.isOpen) throw new WriterLockLostError({ reason: 'the connection closed' })
      held = session
    },
    transaction: (work) => inTurn(() => transaction(work)),
    async end() {
      const session = held
      held = undefined
      if (session !== undefined) await close(session)
    },
  }
}

/** Refuses to send anything on a connection that closed: postgres.js would write into a socket that is gone. */
function guarded(connection: Transaction, requireOpen: () => void): Transaction {
  return new Proxy(connection, {
    apply(target, self, parameters: unknown[]) {
      // A tagged template is a query; a plain call only builds a part of one.
      if (Array.isArray((parameters[0] as { raw?: unknown } | undefined)?.raw)) requireOpen()
      return Reflect.apply(target as unknown as (...all: unknown[]) => unknown, self, parameters)
    },
  })
}

/** postgres.js names what is wrong with a connection CONNECTION_…; sockets have codes of their own (ECONNRESET, EPIPE). */
function isConnectionFailure(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
  return /^CONNECTION_|^CONNECT_TIMEOUT$|^E[A-Z]+$/.test(code)
}
