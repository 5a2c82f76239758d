import { keccak256, stringToHex } from 'viem'

export type Random = {
  /** A whole number from 0 to `max` - 1. */
  below(max: number): number
  /** True with this probability. */
  chance(probability: number): boolean
  /** One of several; throws if there is none. */
  pick<T>(items: readonly T[]): T
  /** One by weight, never one of weight 0. */
  weighted<T>(items: readonly (readonly [weight: number, item: T])[]): T
  /** An amount from 0 to `max`, both included. */
  amount(max: bigint): bigint
}

const WORDS = 2 ** 32

/**
 * Four words of state mixed by addition, xor and rotation ("small fast counter"). A seed gives the same numbers on any
 * machine.
 */
export const createRandom = (seed: string): Random => {
  const bytes = keccak256(stringToHex(seed)).slice(2)
  let [a, b, c, counter] = [0, 8, 16, 24].map((at) => Number.parseInt(bytes.slice(at, at + 8), 16) | 0) as [
    number,
    number,
    number,
    number,
  ]
  const word = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + mixed
    c |= 0
    return mixed >>> 0
  }
  const below = (max: number): number => Math.floor((word() / WORDS) * max)
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new RangeError('There is nothing to pick from.')
    return items[below(items.length)] as T
  }
  return {
    below,
    pick,
    chance: (probability) => word() < probability * WORDS,
    weighted: (items) => {
      let left = below(items.reduce((sum, [weight]) => sum + weight, 0))
      const found = items.find(([weight]) => {
        left -= weight
        return left < 0
      })
      if (found === undefined) throw new RangeError('There is nothing to pick from.')
      return found[1]
    },
    amount: (max) => {
      let value = 0n
      for (let bits = 0n; bits < 128n; bits += 32n) value = (value << 32n) | BigInt(word())
      return value % (max + 1n)
    },
  }
}
