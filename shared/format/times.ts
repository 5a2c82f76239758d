const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** The latest time that a `Date` can hold, in unix seconds: the year 275760. */
const DATE_MAX = 8_640_000_000_000

/** Writes a length of time in the largest unit that leaves at least 1: "61.0 days", "2.0 hours", "12 seconds". */
export const describeSeconds = (seconds: number): string => {
  if (seconds >= DAY) return `${(seconds / DAY).toFixed(1)} days`
  if (seconds >= HOUR) return `${(seconds / HOUR).toFixed(1)} hours`
  if (seconds >= MINUTE) return `${(seconds / MINUTE).toFixed(1)} minutes`
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

/**
 * Writes unix seconds as "2026-05-01 12:00:00 UTC". Times beyond the calendar of JavaScript stay numbers: a contract may
 * hold any.
 */
export const describeDate = (unixSeconds: number | bigint): string => {
  const seconds = Number(unixSeconds)
  if (!(Math.abs(seconds) <= DATE_MAX)) return `unix time ${unixSeconds}`
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Writes a date and its distance from `now`: "2026-05-01 12:00:00 UTC (in 61.0 days)". Both are unix seconds. */
export const describeMoment = (unixSeconds: number, now: number): string => {
  const distance = unixSeconds - now
  const words = distance >= 0 ? `in ${describeSeconds(distance)}` : `${describeSeconds(-distance)} ago`
  return `${describeDate(unixSeconds)} (${words})`
}
