import { askTrust } from './askTrust.ts'
import { TrustFailedError } from './errors.ts'
import type { Trust } from './trust.ts'

/** The chain's time as the trust source names it, in unix seconds. */
export type ChainClock = {
  /** Asks the trust source; `null` where it names no header. @throws TrustFailedError, or what the trust source throws */
  read(): Promise<bigint | null>
  /** What `read` gave last; `undefined` before. */
  last(): bigint | null | undefined
  /**
   * Whether the chain may have reached `timestamp` since the last reading. The device's clock only says how much time went
   * by, and only so that the trust source need not be asked each time: no list is used because of it.
   */
  mayHaveReached(timestamp: bigint): boolean
}

const MS_PER_SECOND = 1_000

/** @param args.nowMs milliseconds of the device's clock; only differences matter. */
export function createChainClock(args: { trust: Trust; chainId: bigint; nowMs: () => number }): ChainClock {
  const { trust, chainId, nowMs } = args
  let reading: { timestamp: bigint | null; atMs: number } | undefined
  return {
    async read() {
      const latest = await askTrust(() => trust.latest({ chainId }))
      if (latest !== null && (typeof latest.timestamp !== 'bigint' || latest.timestamp < 0n))
        throw new TrustFailedError({ reason: 'the latest header it names has no timestamp' })
      reading = { timestamp: latest?.timestamp ?? null, atMs: nowMs() }
      return reading.timestamp
    },
    last: () => reading?.timestamp,
    mayHaveReached(timestamp) {
      if (reading === undefined) return true
      if (reading.timestamp === null) return false
      const elapsedMs = nowMs() - reading.atMs
      // A clock that was set back says nothing.
      return elapsedMs < 0 || reading.timestamp + BigInt(Math.ceil(elapsedMs / MS_PER_SECOND)) >= timestamp
    },
  }
}
