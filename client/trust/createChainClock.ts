import { askTrust } from './askTrust.ts'
import type { ChainClock } from './chainClock.ts'
import { timestampOf } from './checkTrustAnswer.ts'
import type { Trust } from './trust.ts'

const MS_PER_SECOND = 1_000

/** @param args.nowMs milliseconds of the device's clock; only differences matter */
export function createChainClock(args: { trust: Trust; chainId: bigint; nowMs: () => number }): ChainClock {
  const { trust, chainId, nowMs } = args
  let reading: { timestamp: bigint | null; atMs: number } | undefined
  return {
    async read() {
      const timestamp = timestampOf(await askTrust(() => trust.latest({ chainId })))
      reading = { timestamp, atMs: nowMs() }
      return timestamp
    },
    last: () => reading?.timestamp,
    mayHaveReached(timestamp) {
      if (reading === undefined) return true
      if (reading.timestamp === null) return false
      const elapsedMs = nowMs() - reading.atMs
      // A clock that was set back does not show the elapsed time.
      return elapsedMs < 0 || reading.timestamp + BigInt(Math.ceil(elapsedMs / MS_PER_SECOND)) >= timestamp
    },
  }
}
