/** Work that runs beside a loop. The loop never waits for it. */
export type Background = {
  /** Begins the work, unless it still runs. @throws what it threw the last time */
  kick(): void
}

/** Creates work beside a loop. @param work decides itself whether there is anything to do */
export function createBackground(work: () => Promise<void>): Background {
  let running = false
  let failure: { error: unknown } | undefined
  return {
    kick() {
      const failed = failure
      failure = undefined
      if (failed !== undefined) throw failed.error
      if (running) return
      running = true
      work()
        .catch((error: unknown) => {
          failure = { error }
        })
        .finally(() => {
          running = false
        })
    },
  }
}
