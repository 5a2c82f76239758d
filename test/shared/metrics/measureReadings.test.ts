import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Concentration, measureConcentration } from '../../../shared/metrics/measureConcentration.ts'
import {
  type Distribution,
  measureReadings,
  type Readings,
  splitReadings,
} from '../../../shared/metrics/measureReadings.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { compareFractions, shuffledArb, sum, weightArb } from './arbitraries.ts'

const distributionArb = (knownMax: number, unknownMax: number): fc.Arbitrary<Distribution> =>
  fc.record({
    known: fc.array(weightArb, { maxLength: knownMax }),
    unknown: fc.array(weightArb, { maxLength: unknownMax }),
  })

/** All entities that the truth may be: each unknown node belongs to a known entity or to one that an earlier one began. */
function* assignments({ known, unknown }: Distribution): Generator<bigint[]> {
  const [first, ...rest] = unknown
  if (first === undefined) return yield [...known]
  for (let i = 0; i <= known.length; i++) {
    const joined = [...known]
    joined[i] = (joined[i] ?? 0n) + first
    yield* assignments({ known: joined, unknown: rest })
  }
}

describe('measureReadings', () => {
  it(seeded('bounds Nakamoto, HHI, effective number, top k and entropy over every assignment of the unknown'), () => {
    fc.assert(
      fc.property(distributionArb(3, 4), (distribution) => {
        const got = measureReadings(distribution)
        if (got === null) {
          expect(sum([...distribution.known, ...distribution.unknown])).toBe(0n)
          return
        }
        const { low, high } = got.bounds
        for (const weights of assignments(distribution)) {
          const truth = measureConcentration(weights) as Concentration
          for (const name of ['hhi', 'top1', 'top3', 'top10'] as const) {
            expect(compareFractions(low[name], truth[name])).toBeLessThanOrEqual(0)
            expect(compareFractions(truth[name], high[name])).toBeLessThanOrEqual(0)
          }
          expect(compareFractions(low.effectiveNumber, truth.effectiveNumber)).toBeGreaterThanOrEqual(0)
          expect(compareFractions(truth.effectiveNumber, high.effectiveNumber)).toBeGreaterThanOrEqual(0)
          expect(low.entropyBits).toBeGreaterThanOrEqual(truth.entropyBits - 1e-12)
          expect(truth.entropyBits).toBeGreaterThanOrEqual(high.entropyBits - 1e-12)
          for (const convention of ['over', 'atLeast'] as const)
            for (const threshold of ['oneThird', 'oneHalf', 'twoThirds'] as const) {
              const count = truth.nakamoto[convention][threshold]
              expect(low.nakamoto[convention][threshold]).toBeGreaterThanOrEqual(count)
              expect(count).toBeGreaterThanOrEqual(high.nakamoto[convention][threshold])
            }
        }
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it(seeded('gives bounds that are reached: each one is an assignment'), () => {
    fc.assert(
      fc.property(distributionArb(3, 4), (distribution) => {
        const texts = [...assignments(distribution)].map((weights) => weights.sort().join())
        const { low, high } = splitReadings(distribution)
        expect(texts).toContain(low.sort().join())
        expect(texts).toContain(high.sort().join())
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it(seeded('does not depend on the order'), () => {
    const arb = fc.tuple(shuffledArb(fc.array(weightArb)), shuffledArb(fc.array(weightArb)))
    fc.assert(
      fc.property(arb, ([[known, known2], [unknown, unknown2]]) => {
        expect(measureReadings({ known: known2, unknown: unknown2 })).toEqual(measureReadings({ known, unknown }))
      }),
      { seed: SEED },
    )
  })

  it('gives Theil and normalised entropy as readings, since the truth may be outside both', () => {
    const known = [40n, 20n, 15n, 13n]
    const { readings } = measureReadings({ known, unknown: new Array<bigint>(12).fill(1n) }) as Readings
    const oneMore = measureConcentration([...known, 12n]) as Concentration
    expect(readings.low.theil).toBeCloseTo(0.98, 2)
    expect(readings.high.theil).toBeCloseTo(0.17, 2)
    expect(oneMore.theil).toBeCloseTo(0.12, 2)
    expect(readings.low.entropyNormalised).toBeLessThan(readings.high.entropyNormalised as number)
    expect(oneMore.entropyNormalised).toBeGreaterThan(readings.high.entropyNormalised as number)
  })

  it('gives Gini with the unknown distinct, and without them', () => {
    const { gini } = measureReadings({ known: [5n, 5n, 5n], unknown: [20n] }) as Readings
    expect(gini).toEqual({
      withUnknownsDistinct: measureConcentration([5n, 5n, 5n, 20n])?.gini,
      withoutUnknowns: { numerator: 0n, denominator: 1n },
    })
    expect(measureReadings({ known: [], unknown: [1n, 1n] })?.gini.withoutUnknowns).toBeNull()
  })

  it('adds the unknown to the largest known entity, or makes one entity of them', () => {
    expect(splitReadings({ known: [1n, 5n, 3n], unknown: [2n, 2n] }).high).toEqual([9n, 3n, 1n])
    expect(splitReadings({ known: [], unknown: [2n, 2n] }).high).toEqual([4n])
    expect(splitReadings({ known: [], unknown: [] }).high).toEqual([])
    expect(measureReadings({ known: [], unknown: [] })).toBeNull()
  })
})
