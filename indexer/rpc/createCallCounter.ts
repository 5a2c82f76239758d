const MINUTE_MS = 60_000
const MINUTES = 60

/** Counts the calls that were sent to one endpoint. */
export type CallCounter = {
  sent(method: string): void
  /** Returns the calls since the start by method. */
  byMethod(): Readonly<Record<string, number>>
  /** Returns the calls of the last 60 minutes. Whole minutes are counted. */
  lastHour(): number
}

/** @param args.nowMs clock in milliseconds */
export function createCallCounter({ nowMs }: { nowMs: () => number }): CallCounter {
  const methods = new Map<string, number>()
  /** Calls of a minute, and which minute it is, by the minute modulo 60. */
  const minutes = Array.from({ length: MINUTES }, () => ({ minute: Number.NEGATIVE_INFINITY, calls: 0 }))
  const minuteNow = () => Math.floor(nowMs() / MINUTE_MS)
  return {
    sent(method) {
      methods.set(method, (methods.get(method) ?? 0) + 1)
      const minute = minuteNow()
      const place = minutes[minute % MINUTES]
      if (place === undefined) return
      if (place.minute !== minute) Object.assign(place, { minute, calls: 0 })
      place.calls++
    },
    byMethod: () => Object.fromEntries(methods),
    lastHour() {
      const first = minuteNow() - MINUTES + 1
      return minutes.reduce((sum, { minute, calls }) => (minute >= first ? sum + calls : sum), 0)
    },
  }
}
