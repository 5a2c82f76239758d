const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** A length of time in the largest unit that leaves at least 1: "61.0 days", "2.0 hours", "12 seconds". */
export const describeSeconds = (seconds: number): string => {
  if (seconds >= DAY) return `${(seconds / DAY).toFixed(1)} days`
  if (seconds >= HOUR) return `${(seconds / HOUR).toFixed(1)} hours`
  if (seconds >= MINUTE) return `${(seconds / MINUTE).toFixed(1)} minutes`
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

/** Unix seconds as "2026-05-01 12:00:00 UTC". */
export const describeDate = (unixSeconds: number): string =>
  `${new Date(unixSeconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** A date, and how far it is from `now`: "2026-05-01 12:00:00 UTC (in 61.0 days)". Unix seconds. */
export const describeMoment = (unixSeconds: number, now: number): string => {
  const distance = unixSeconds - now
  const words = distance >= 0 ? `in ${describeSeconds(distance)}` : `${describeSeconds(-distance)} ago`
  return `${describeDate(unixSeconds)} (${words})`
}
