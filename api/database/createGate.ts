import { OverloadedError } from '../errors.ts'

/** Lets a bounded number of works run at once, and refuses the rest instead of queueing them in memory. */
export type Gate = {
  /** @throws OverloadedError where `inFlightMax` works run already. */
  run<T>(work: () => Promise<T>): Promise<T>
}

export function createGate({ inFlightMax }: { inFlightMax: number }): Gate {
  let inFlight = 0
  return {
    async run(work) {
      if (inFlight >= inFlightMax) throw new OverloadedError({ inFlightMax })
      inFlight++
      try {
        // Counted until the work has really ended, even where its caller was told earlier that it took too long.
        return await work()
      } finally {
        inFlight--
      }
    },
  }
}
