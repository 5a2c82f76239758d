import { REQUEST_TIME_MAX_MS } from '../limits.ts'
import type { Database, Reader } from './openDatabase.ts'

/** One read-only transaction at most, opened when first needed, that sees one state of the database throughout. */
export type ReadScope = {
  transaction(): Promise<Reader>
  /**
   * Ends the transaction where one was opened. Never throws: what went wrong was seen by whoever queried. Takes
   * REQUEST_TIME_MAX_MS from the beginning of the transaction at most, whatever became of its connection.
   */
  close(): Promise<void>
}

/**
 * A scope for one GraphQL operation: however many resolvers run, all see the same snapshot, so an answer cannot mix
 * rows of two blocks or of two forks. Repeatable read, because read committed takes a new snapshot for each statement.
 */
export function createReadScope(database: Database): ReadScope {
  let opened: Promise<Reader> | undefined
  let ended: Promise<unknown> = Promise.resolve()
  let release: () => void = () => {}

  return {
    transaction() {
      opened ??= new Promise<Reader>((resolve, reject) => {
        const released = new Promise<void>((done) => {
          release = done
        })
        async function hold(sql: Reader): Promise<void> {
          await sql`begin isolation level repeatable read read only`
          resolve(sql)
          await released
          // Of a transaction in which a statement failed, Postgres makes a rollback.
          await sql`commit`
        }
        ended = database.run(hold, { timeMaxMs: REQUEST_TIME_MAX_MS }).catch(reject)
      })
      return opened
    },
    async close() {
      release()
      await ended
    },
  }
}
