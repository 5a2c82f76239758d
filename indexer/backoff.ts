/** Pause after the first failure. */
const RETRY_MS = 250
/** Longest pause: an endpoint or a database that is back is found within this time. */
const RETRY_MS_MAX = 10_000

/** Returns the pause after so many failures in a row, in milliseconds. It doubles, so that what is down is not hammered. */
export const pauseAfter = (failures: number): number =>
  Math.min(RETRY_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 16), RETRY_MS_MAX)
