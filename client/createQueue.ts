import { ClientBusyError } from './errors.ts'

/** Tasks that may wait. More can only wait if a server or the storage hangs. */
const WAITING_MAX = 256

/** Runs tasks one after another. A failed task does not stop the next one. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>

/** Creates a queue. The promise of a task rejects with ClientBusyError if too many tasks wait. */
export function createQueue(): Queue {
  let waiting = 0
  let previous: Promise<unknown> = Promise.resolve()
  return (task) => {
    if (waiting >= WAITING_MAX) return Promise.reject(new ClientBusyError({ waiting }))
    waiting++
    const run = previous.then(task)
    previous = run.then(
      () => waiting--,
      () => waiting--,
    )
    return run
  }
}
