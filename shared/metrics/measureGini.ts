import { createFraction, type Fraction } from './fraction.ts'
import type { Ranking } from './rankWeights.ts'

/** Inequality from 0, all equal, to below 1, one entity has all. */
export type Gini = {
  readonly gini: Fraction
  /** The same times n / (n − 1), at most 1. null for a single entity. */
  readonly giniUnbiased: Fraction | null
}

/** Returns Σ (2i − n − 1) x_i / (n T), x ascending, i from 1. Entities of weight zero count in n. */
export function measureGini({ descending, total }: Ranking): Gini {
  const count = BigInt(descending.length)
  let sum = 0n
  // The largest has i = n, so its factor is n − 1. Each next one has 2 less.
  let factor = count - 1n
  for (const weight of descending) {
    sum += factor * weight
    factor -= 2n
  }
  return {
    gini: createFraction(sum, count * total),
    giniUnbiased: count === 1n ? null : createFraction(sum, (count - 1n) * total),
  }
}
