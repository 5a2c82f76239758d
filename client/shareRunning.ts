/** Makes calls share the answer of a call that is still running. Their own arguments are then ignored. */
export function shareRunning<T, Args extends unknown[]>(
  run: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  let running: Promise<T> | null = null
  return (...args) => {
    running ??= run(...args).finally(() => {
      running = null
    })
    return running
  }
}
