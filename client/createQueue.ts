import { ClientBusyError } from './errors.ts'

/** Calls that wait for their turn at most: more, and what is under way does not end. */
const WAITING_MAX = 256

/** Runs one task after the other, whatever becomes of those before. */
export type Queue = <T>(task: () => Promise<T>) => Promise<T>

/** @throws ClientBusyError (the tasks' promises do) when too many wait. */
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
