import type { Nakamoto } from './countNakamoto.ts'
import { createFraction, type Fraction } from './fraction.ts'
import type { WeightSums } from './sumWeights.ts'

/** The scale of HHI: shares are taken in percent, so one entity alone gives 10,000. */
const HHI_MAX = 10_000n

/** Metrics of weights that are exact. */
export type ExactMetrics = {
  /** The number of weights, zeros included. */
  readonly entities: number
  /** The sum of the weights, in their unit. */
  readonly total: bigint
  readonly nakamoto: Nakamoto
  /** Inequality from 0, all equal, to below 1, one entity has all. Entities of weight zero count. */
  readonly gini: Fraction
  /** The same times n / (n − 1), at most 1. null for a single entity. */
  readonly giniUnbiased: Fraction | null
  /** The Herfindahl–Hirschman index, 10,000 × Σ p². At most 10,000. */
  readonly hhi: Fraction
  /** 1 / Σ p²: the number of equal entities with the same index. */
  readonly effectiveNumber: Fraction
  /** Shares of the 1, 3 and 10 largest entities. With fewer entities it is the share of all, 1. */
  readonly top1: Fraction
  readonly top3: Fraction
  readonly top10: Fraction
}

/** Divides sums of weights to metrics. Sums read from a database give the same fractions as the weights. */
export function divideSums(sums: WeightSums): ExactMetrics {
  const { entities, total, squares, differences, largest1, largest3, largest10, nakamoto } = sums
  const count = BigInt(entities)
  return {
    entities,
    total,
    nakamoto,
    gini: createFraction(differences, count * total),
    giniUnbiased: entities === 1 ? null : createFraction(differences, (count - 1n) * total),
    hhi: createFraction(HHI_MAX * squares, total * total),
    effectiveNumber: createFraction(total * total, squares),
    top1: createFraction(largest1, total),
    top3: createFraction(largest3, total),
    top10: createFraction(largest10, total),
  }
}
