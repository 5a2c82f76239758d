import { PathBuilderBusyError } from './errors.ts'

/** Calls that wait for the storage at most: more, and it does not answer. */
const WAITING_MAX = 256

/** Runs one task after the other, whatever becomes of those before. */
export type InTurn = <T>(task: () => Promise<T>) => Promise<T>

/** @throws PathBuilderBusyError (the tasks' promises do) when too many wait. */
export function createInTurn(): InTurn {
  let waiting = 0
  let previous: Promise<unknown> = Promise.resolve()
  return (task) => {
    if (waiting >= WAITING_MAX) return Promise.reject(new PathBuilderBusyError({ waiting }))
    waiting++
    const run = previous.then(task)
    previous = run.then(
      () => waiting--,
      () => waiting--,
    )
    return run
  }
}
