/** Work that runs beside a loop. What it waits for holds the loop up never. */
export type Background = {
  /** Begins the work, unless it still runs. @throws what it threw the last time */
  kick(): void
  /** Waits for its end. Its failure is not told. */
  settled(): Promise<void>
}

/** Creates work beside a loop. @param work looks itself whether there is anything to do */
export function createBackground(work: () => Promise<void>): Background {
  let running: Promise<void> | undefined
  let failure: { error: unknown } | undefined
  return {
    kick() {
      const failed = failure
      failure = undefined
      if (failed !== undefined) throw failed.error
      running ??= work()
        .catch((error: unknown) => {
          failure = { error }
        })
        .finally(() => {
          running = undefined
        })
    },
    settled: async () => {
      await running
    },
  }
}
