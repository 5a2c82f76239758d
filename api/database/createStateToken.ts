import { STATE_TOKEN_TIME_MAX_MS } from '../limits.ts'
import type { Database, Reader } from './openDatabase.ts'

/** Reads a token of the database's visible state. Equal tokens: nothing was committed between the two reads. */
export type StateToken = {
  /** A token read after this call began. */
  read(): Promise<string>
}

/**
 * The base of the exact cache. On a primary the token is Postgres' own snapshot (oldest running transaction, next
 * transaction, those running between): two equal ones see exactly the same rows. On a replica it is the position up to
 * which the log was replayed. No clock, no notification and no column has to be right for it.
 *
 * Calls are joined: those that arrive while a read is under way share the next one, so the cost stays one small query
 * at a time whatever the load. Joining the read under way instead could answer with a state older than the call. A read
 * whose connection stays silent fails after STATE_TOKEN_TIME_MAX_MS, and the next begins on another connection.
 */
export function createStateToken(database: Pick<Database, 'run'>): StateToken {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined

  function start(): Promise<string> {
    next = undefined
    running = database.run(readToken, { timeMaxMs: STATE_TOKEN_TIME_MAX_MS }).finally(() => {
      running = undefined
    })
    return running
  }

  return {
    read() {
      if (running === undefined) return start()
      next ??= running.then(start, start)
      return next
    },
  }
}

async function readToken(sql: Reader): Promise<string> {
  const [row] = await sql<{ token: string }[]>`
    select case when pg_is_in_recovery()
      then 'replayed ' || pg_last_wal_replay_lsn()
      else 'snapshot ' || pg_current_snapshot()
    end as token`
  if (row === undefined) throw new TypeError('Postgres returned no row for a select without from.')
  return row.token
}
