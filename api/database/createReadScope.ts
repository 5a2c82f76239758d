import type { Database, Transaction } from './openDatabase.ts'

/** One read-only transaction at most, opened when first needed, that sees one state of the database throughout. */
export type ReadScope = {
  transaction(): Promise<Transaction>
  /** Ends the transaction where one was opened. Never throws: what went wrong was seen by whoever queried. */
  close(): Promise<void>
}

/**
 * A scope for one GraphQL operation: however many resolvers run, all see the same snapshot, so an answer cannot mix
 * rows of two blocks or of two forks. Repeatable read, because read committed takes a new snapshot for each statement.
 */
export function createReadScope(sql: Database): ReadScope {
  let opened: Promise<Transaction> | undefined
  let ended: Promise<unknown> = Promise.resolve()
  let release: () => void = () => {}

  return {
    transaction() {
      opened ??= new Promise<Transaction>((resolve, reject) => {
        const released = new Promise<void>((done) => {
          release = done
        })
        ended = sql
          .begin('isolation level repeatable read read only', (transaction) => {
            resolve(transaction)
            return released
          })
          .catch(reject)
      })
      return opened
    },
    async close() {
      release()
      await ended
    },
  }
}
