import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideSums } from '../../../shared/metrics/divideSums.ts'
import { WeightInvalidError } from '../../../shared/metrics/errors.ts'
import { createFraction } from '../../../shared/metrics/fraction.ts'
import { type Concentration, measureConcentration } from '../../../shared/metrics/measureConcentration.ts'
import { type Ranking, rankWeights } from '../../../shared/metrics/rankWeights.ts'
import { sumWeights } from '../../../shared/metrics/sumWeights.ts'
import { processorMs } from '../../../tools/corpus/processorMs.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { shuffledArb, sum, weightsArb } from './arbitraries.ts'

/** Runs `check` on weights that have metrics, and on nothing for others. */
const forWeights = (maxLength: number, check: (weights: bigint[], got: Concentration) => void, numRuns = 100) =>
  fc.assert(
    fc.property(weightsArb(maxLength), (weights) => {
      const got = measureConcentration(weights)
      if (sum(weights) === 0n) expect(got).toBeNull()
      else check(weights, got as Concentration)
    }),
    { seed: SEED, numRuns },
  )

/** The size of the smallest of all coalitions that reach a part of the total. */
function smallestCoalition(weights: readonly bigint[], reaches: (held: bigint) => boolean): number {
  let least = weights.length
  for (let members = 0; members < 1 << weights.length; members++) {
    const coalition = weights.filter((_, i) => members & (1 << i))
    if (coalition.length < least && reaches(sum(coalition))) least = coalition.length
  }
  return least
}

/** ln as a sum over the definition, without any care for rounding. */
const plainEntropy = (weights: readonly bigint[]): number => {
  const shares = weights.filter((weight) => weight > 0n).map((weight) => Number(weight) / Number(sum(weights)))
  return -shares.reduce((bits, share) => bits + share * Math.log2(share), 0)
}

describe('measureConcentration', () => {
  it('returns null for no weights and for zeros', () => {
    expect(measureConcentration([])).toBeNull()
    expect(measureConcentration([0n, 0n])).toBeNull()
  })

  it('refuses a weight below 0', () => {
    expect(() => measureConcentration([1n, -1n])).toThrow(WeightInvalidError)
    expect(() => measureConcentration([1n, -1n])).toThrow('A weight is -1')
  })

  it(seeded('counts as many entities as the smallest of all coalitions has'), () => {
    forWeights(
      7,
      (weights, { nakamoto }) => {
        const total = sum(weights)
        for (const [name, n, d] of [
          ['oneThird', 1n, 3n],
          ['oneHalf', 1n, 2n],
          ['twoThirds', 2n, 3n],
        ] as const) {
          expect(nakamoto.over[name]).toBe(smallestCoalition(weights, (held) => held * d > n * total))
          expect(nakamoto.atLeast[name]).toBe(smallestCoalition(weights, (held) => held * d >= n * total))
        }
      },
      60,
    )
  })

  it(seeded('measures Gini as half the mean difference of all pairs, relative to the mean'), () => {
    forWeights(12, (weights, { gini, giniUnbiased }) => {
      const count = BigInt(weights.length)
      const differences = weights.flatMap((a) => weights.map((b) => (a > b ? a - b : b - a)))
      expect(gini).toEqual(createFraction(sum(differences), 2n * count * sum(weights)))
      if (count === 1n) expect(giniUnbiased).toBeNull()
      else expect(giniUnbiased).toEqual(createFraction(sum(differences), 2n * (count - 1n) * sum(weights)))
    })
  })

  it(seeded('measures HHI, effective number and top shares as their definitions say'), () => {
    forWeights(14, (weights, got) => {
      const total = sum(weights)
      const squares = sum(weights.map((weight) => weight ** 2n))
      expect(got.hhi).toEqual(createFraction(10_000n * squares, total ** 2n))
      expect(got.effectiveNumber).toEqual(createFraction(total ** 2n, squares))
      const descending = [...weights].sort((a, b) => Number(b > a) - Number(b < a))
      expect(got.top1).toEqual(createFraction(descending[0] as bigint, total))
      expect(got.top3).toEqual(createFraction(sum(descending.slice(0, 3)), total))
      expect(got.top10).toEqual(createFraction(sum(descending.slice(0, 10)), total))
      expect([got.entities, got.total]).toEqual([weights.length, total])
    })
  })

  it(seeded('follows from sums that are whole numbers, except for its logarithms'), () => {
    forWeights(20, (weights, { entropyBits, entropyNormalised, theil, ...exact }) => {
      const sums = sumWeights(rankWeights(weights) as Ranking)
      const { nakamoto, ...numbers } = sums
      for (const number of Object.values({ ...numbers, ...nakamoto.over, ...nakamoto.atLeast }))
        expect(typeof number === 'bigint' || Number.isInteger(number)).toBe(true)
      expect(divideSums(sums)).toEqual(exact)
    })
  })

  it(seeded('measures entropy and Theil near what the plain formulas give'), () => {
    forWeights(30, (weights, { entropyBits, entropyNormalised, theil }) => {
      const nonZero = weights.filter((weight) => weight > 0n).length
      const bits = plainEntropy(weights)
      expect(entropyBits).toBeCloseTo(bits, 10)
      expect(theil).toBeCloseTo(Math.log(weights.length) - bits * Math.LN2, 10)
      if (nonZero < 2) expect(entropyNormalised).toBeNull()
      else expect(entropyNormalised).toBeCloseTo(bits / Math.log2(nonZero), 10)
      for (const float of [entropyBits, theil]) expect(float >= 0 && !Object.is(float, -0)).toBe(true)
    })
  })

  it(seeded('does not depend on the order, not even in the last bit of a float'), () => {
    fc.assert(
      fc.property(shuffledArb(weightsArb(20)), ([weights, shuffled]) => {
        expect(measureConcentration(shuffled)).toEqual(measureConcentration(weights))
      }),
      { seed: SEED },
    )
  })

  it(seeded('does not depend on the unit'), () => {
    fc.assert(
      fc.property(weightsArb(20), fc.bigInt({ min: 1n, max: 10n ** 18n }), (weights, unit) => {
        const { total, entropyBits, entropyNormalised, theil, ...exact } = measureConcentration(weights) ?? {}
        const scaled = measureConcentration(weights.map((weight) => weight * unit))
        if (scaled !== null) expect(scaled).toMatchObject(exact)
        else expect(total).toBeUndefined()
      }),
      { seed: SEED },
    )
  })

  it('gives equal weights a Theil index of exactly 0 and a normalised entropy of at most 1', () => {
    for (let count = 2; count <= 300; count++) {
      const { theil, entropyNormalised, gini } = measureConcentration(
        new Array<bigint>(count).fill(7n),
      ) as Concentration
      expect(theil).toBe(0)
      expect(entropyNormalised).toBeLessThanOrEqual(1)
      expect(entropyNormalised).toBeGreaterThan(1 - 1e-14)
      expect(gini.numerator).toBe(0n)
    }
  })

  it('keeps the digits of an entropy near 0', () => {
    const tiny = 10n ** 15n
    // p = 1 − 10^-15: −Σ p log2 p to the first order.
    const expected = (1e-15 + 1e-15 * Math.log(1e15)) / Math.LN2
    const { entropyBits } = measureConcentration([tiny - 1n, 1n]) as Concentration
    expect(Math.abs(entropyBits / expected - 1)).toBeLessThan(1e-12)
  })

  it('measures 10,000 stakes in under half a second of a processor', () => {
    const stakes = Array.from({ length: 10_000 }, (_, i) => 15_000n * 10n ** 18n + BigInt(i * i))
    const startedAt = processorMs()
    measureConcentration(stakes)
    expect(processorMs() - startedAt).toBeLessThan(500)
  })
})
