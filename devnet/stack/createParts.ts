/** A started part that has to be stopped. May be stopped twice. */
export type Stoppable = { readonly stop: () => Promise<void> }

/** Remembers a started part, so that it is stopped in any case. Throws if the work was aborted meanwhile. */
export type Keep = <T extends Stoppable>(part: T) => T

/** The parts of a stack, in the order of their start. */
export type Parts = {
  readonly keep: Keep
  /** Stops all parts, the last one first. May be called twice. */
  readonly stop: () => Promise<void>
  /**
   * Runs a task that starts parts. Stops them if the task fails. The signal stops them at once: a part that is being
   * filled then fails, and the task with it.
   */
  readonly fill: <T>(task: () => Promise<T>) => Promise<T>
}

/** Creates an empty set of parts. @param signal aborts the tasks that start them */
export const createParts = (signal: AbortSignal): Parts => {
  const started: Stoppable[] = []
  let stopped = Promise.resolve()
  const stop = (): Promise<void> => {
    stopped = stopped.then(async () => {
      for (const part of started.splice(0).reverse()) await part.stop()
    })
    return stopped
  }
  return {
    keep: (part) => {
      started.push(part)
      signal.throwIfAborted()
      return part
    },
    stop,
    fill: async (task) => {
      const interrupt = (): void => void stop()
      signal.addEventListener('abort', interrupt)
      try {
        signal.throwIfAborted()
        return await task()
      } catch (error) {
        await stop()
        throw error
      } finally {
        signal.removeEventListener('abort', interrupt)
      }
    },
  }
}
