import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFraction, divideToFloat, toFloat } from '../../../shared/metrics/fraction.ts'
import { SEED, seeded } from '../arbitraries.ts'

const positive = (bits: bigint) => fc.bigInt({ min: 1n, max: (1n << bits) - 1n })

/** The float as an exact fraction. Takes floats from 2^-600 on. */
function exactly(float: number): { numerator: bigint; denominator: bigint } {
  let [scaled, shift] = [float, 0n]
  while (!Number.isInteger(scaled)) {
    scaled *= 2
    shift++
  }
  return { numerator: BigInt(scaled), denominator: 1n << shift }
}

/** Distance of a float from n / d, times d and a power of two common to all that are compared. */
function distance(float: number, n: bigint, d: bigint): bigint {
  const { numerator, denominator } = exactly(float)
  const difference = (numerator * d - n * denominator) * ((1n << 1_200n) / denominator)
  return difference < 0n ? -difference : difference
}

/** The floats below and above. */
function neighbours(float: number): [number, number] {
  const bits = new BigInt64Array(new Float64Array([float]).buffer)
  const at = (offset: bigint) => new Float64Array(BigInt64Array.of((bits[0] as bigint) + offset).buffer)[0] as number
  return [at(-1n), at(1n)]
}

describe('createFraction', () => {
  it('returns lowest terms, and 0 as 0 / 1', () => {
    expect(createFraction(12n, 18n)).toEqual({ numerator: 2n, denominator: 3n })
    expect(createFraction(0n, 18n)).toEqual({ numerator: 0n, denominator: 1n })
    expect(createFraction(18n, 6n)).toEqual({ numerator: 3n, denominator: 1n })
  })
})

describe('divideToFloat', () => {
  it(seeded('returns a float that no neighbour beats'), () => {
    const pair = fc.oneof(fc.tuple(positive(53n), positive(53n)), fc.tuple(positive(300n), positive(300n)))
    fc.assert(
      fc.property(pair, ([n, d]) => {
        const float = divideToFloat(n, d)
        for (const other of neighbours(float)) expect(distance(float, n, d) <= distance(other, n, d)).toBe(true)
      }),
      { seed: SEED, numRuns: 200 },
    )
  })

  it('rounds a half to even, and anything above it up', () => {
    const half = (1n << 53n) + 1n
    expect(divideToFloat(half, 1n)).toBe(2 ** 53)
    expect(divideToFloat(half + 2n, 1n)).toBe(2 ** 53 + 4)
    expect(divideToFloat((half << 200n) + 1n, 1n << 200n)).toBe(2 ** 53 + 2)
    expect(divideToFloat((half << 200n) - 1n, 1n << 200n)).toBe(2 ** 53)
  })

  it('returns 0 and never −0 for a numerator of 0', () => {
    expect(Object.is(divideToFloat(0n, 1n << 100n), 0)).toBe(true)
    expect(toFloat({ numerator: 1n, denominator: 4n })).toBe(0.25)
  })
})
