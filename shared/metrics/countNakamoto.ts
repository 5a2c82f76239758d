import { createFraction, type Fraction } from './fraction.ts'
import type { Ranking } from './rankWeights.ts'

/** Shares that a coalition is measured against. */
const THRESHOLDS = {
  oneThird: createFraction(1n, 3n),
  oneHalf: createFraction(1n, 2n),
  twoThirds: createFraction(2n, 3n),
} as const

/** A number of entities for each threshold. */
export type AtThresholds = { readonly [name in keyof typeof THRESHOLDS]: number }

/** Nakamoto coefficients by both conventions. They differ when a coalition holds exactly the threshold. */
export type Nakamoto = {
  /** The largest entities together hold more than the threshold. */
  readonly over: AtThresholds
  /** The largest entities together hold the threshold or more. */
  readonly atLeast: AtThresholds
}

type Convention = keyof Nakamoto

function countAt({ descending, total }: Ranking, threshold: Fraction, convention: Convention): number {
  const needed = threshold.numerator * total
  let held = 0n
  let count = 0
  for (const weight of descending) {
    held += weight * threshold.denominator
    count++
    if (convention === 'over' ? held > needed : held >= needed) break
  }
  return count
}

/** Returns the least number of entities that reach each threshold. All thresholds are below 1, so each is reached. */
export function countNakamoto(ranking: Ranking): Nakamoto {
  const countAll = (convention: Convention): AtThresholds => ({
    oneThird: countAt(ranking, THRESHOLDS.oneThird, convention),
    oneHalf: countAt(ranking, THRESHOLDS.oneHalf, convention),
    twoThirds: countAt(ranking, THRESHOLDS.twoThirds, convention),
  })
  return { over: countAll('over'), atLeast: countAll('atLeast') }
}
