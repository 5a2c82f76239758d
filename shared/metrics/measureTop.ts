import { createFraction, type Fraction } from './fraction.ts'
import type { Ranking } from './rankWeights.ts'

/** Shares of the largest 1, 3 and 10 entities, from 0 to 1. With fewer entities it is the share of all. */
export type TopShares = { readonly top1: Fraction; readonly top3: Fraction; readonly top10: Fraction }

/** Returns the shares of the 1, 3 and 10 largest entities. */
export function measureTop({ descending, total }: Ranking): TopShares {
  const shareOf = (k: number): Fraction =>
    createFraction(
      descending.slice(0, k).reduce((sum, weight) => sum + weight, 0n),
      total,
    )
  return { top1: shareOf(1), top3: shareOf(3), top10: shareOf(10) }
}
