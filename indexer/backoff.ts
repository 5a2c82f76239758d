/** Pause after the first failure. */
const RETRY_MS = 250
/** Longest pause: an endpoint or a database that is back is found within this time. */
const RETRY_MS_MAX = 10_000
/** Doublings after which every pause is at its maximum. */
const DOUBLINGS_MAX = 16

/** Returns a pause that doubles with each of `failures` in a row, from `firstMs` up to `mostMs`. One or none: the first. */
export const doubling = (failures: number, { firstMs, mostMs }: { firstMs: number; mostMs: number }): number =>
  Math.min(firstMs * 2 ** Math.min(Math.max(failures, 1) - 1, DOUBLINGS_MAX), mostMs)

/** Returns the pause after so many failures in a row, in milliseconds, so that what is down is not hammered. */
export const pauseAfter = (failures: number): number => doubling(failures, { firstMs: RETRY_MS, mostMs: RETRY_MS_MAX })
