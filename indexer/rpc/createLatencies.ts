/** Latest answers of a method that are kept. */
const SAMPLES_MAX = 50
/** Fewer say nothing about the slow ones. */
const SAMPLES_MIN = 5
const SHARE = 0.95

/** How long one endpoint takes to answer, by method. */
export type Latencies = {
  note(method: string, ms: number): void
  /** Returns the time in milliseconds within which 95 of 100 answers came. Undefined: too few are known. */
  p95(method: string): number | undefined
}

export function createLatencies(): Latencies {
  const samples = new Map<string, number[]>()
  return {
    note(method, ms) {
      const latest = samples.get(method) ?? []
      latest.push(ms)
      if (latest.length > SAMPLES_MAX) latest.shift()
      samples.set(method, latest)
    },
    p95(method) {
      const latest = samples.get(method)
      if (latest === undefined || latest.length < SAMPLES_MIN) return undefined
      return latest.toSorted((a, b) => a - b)[Math.ceil(SHARE * latest.length) - 1]
    },
  }
}
