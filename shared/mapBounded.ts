/** Requests in flight at once: enough to keep a local chain busy, few enough for its connection queue. */
const IN_FLIGHT_MAX = 16

/**
 * Runs `task` over `items`, at most `inFlightMax` at once. Tasks start in the order of the items. So do the results.
 *
 * @throws the first error of a task, after the tasks beside it have ended. No task starts after an error.
 */
export const mapBounded = async <T, R>(
  items: readonly T[],
  task: (item: T, index: number) => Promise<R>,
  inFlightMax: number = IN_FLIGHT_MAX,
): Promise<R[]> => {
  const results = new Array<R>(items.length)
  const failures: unknown[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next++
      try {
        results[index] = await task(items[index] as T, index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, items.length) }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}
