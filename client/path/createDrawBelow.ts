import { RandomSourceError } from './errors.ts'

/** Fills bytes with cryptographically random ones, as `crypto.getRandomValues` does. */
export type FillRandom = (bytes: Uint8Array<ArrayBuffer>) => unknown

/** A whole number from 0 to `count` − 1, each as likely as the other. */
export type DrawBelow = (count: number) => number

/**
 * Numbers discarded in a row before the source is held for broken. A good one has at most every second discarded, so
 * that this many happen once in 2^64 draws at the most; a biased number instead would be a silent failure.
 */
const DISCARDED_MAX = 64

const WORDS = 2 ** 32

/** Called as a method of its own object, since browsers refuse it as a function of none. */
export const globalRandom: FillRandom = (bytes) => globalThis.crypto.getRandomValues(bytes)

/**
 * Unbiased draws: a word of 32 random bits counts only below the largest multiple of `count`.
 *
 * @throws RandomSourceError (the draws do) when the source is broken.
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

/** Takes one of `items` out, each as likely as the other; their order is not kept. There must be one. */
export function takeOne(drawBelow: DrawBelow, items: number[]): number {
  const at = drawBelow(items.length)
  const item = items[at] as number
  items[at] = items[items.length - 1] as number
  items.pop()
  return item
}
