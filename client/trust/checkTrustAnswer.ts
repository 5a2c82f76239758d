import type { Hex } from '../../shared/bytes.ts'
import { BlockHashUntrustedError, TrustFailedError } from './errors.ts'

/** Checks a block against the hash that the trust source named. @throws BlockHashUntrustedError */
export function checkBlockHash({ number, hash }: { number: bigint; hash: Hex }, trusted: Hex): void {
  if (trusted !== hash) throw new BlockHashUntrustedError({ number, hash, trusted })
}

/** Returns the time of the latest header in unix seconds, `null` if there is no header. @throws TrustFailedError */
export function timestampOf(latest: { timestamp: bigint } | null): bigint | null {
  if (latest === null) return null
  const { timestamp } = latest
  if (typeof timestamp !== 'bigint' || timestamp < 0n)
    throw new TrustFailedError({ reason: 'the latest header it names has no timestamp' })
  return timestamp
}
