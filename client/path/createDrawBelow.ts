import { RandomSourceError } from './errors.ts'
import type { DrawBelow, FillRandom } from './random.ts'

/**
 * Numbers discarded in a row before the random source counts as broken. A good source has at most every second number
 * discarded, so this happens at most once in 2^64 draws. A biased number instead would be a silent failure.
 */
const DISCARDED_MAX = 64

const WORDS = 2 ** 32

/** Calls `getRandomValues` as a method of its object, because browsers refuse it as a function. */
export const globalRandom: FillRandom = (bytes) => globalThis.crypto.getRandomValues(bytes)

/**
 * Makes unbiased draws: a word of 32 random bits counts only below the largest multiple of `count`.
 *
 * @throws RandomSourceError (the draws do) if the source is broken
 */
export function createDrawBelow(fill: FillRandom): DrawBelow {
  const bytes = new Uint8Array(4)
  const view = new DataView(bytes.buffer)
  return (count) => {
    const limit = WORDS - (WORDS % count)
    for (let discarded = 0; discarded < DISCARDED_MAX; discarded++) {
      fill(bytes)
      const word = view.getUint32(0)
      if (word < limit) return word % count
    }
    throw new RandomSourceError({ attempts: DISCARDED_MAX })
  }
}
