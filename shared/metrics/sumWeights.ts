import { countNakamoto, type Nakamoto } from './countNakamoto.ts'
import type { Ranking } from './rankWeights.ts'

/** Whole numbers that every exact metric of weights follows from: what a database stores. In the unit of the weights. */
export type WeightSums = {
  /** The number of weights, zeros included. */
  readonly entities: number
  /** The sum of the weights, above 0. */
  readonly total: bigint
  /** Σ x², in the square of the unit. */
  readonly squares: bigint
  /** Σ (2i − n − 1) x_i, x ascending, i from 1. It is the sum of the differences of all pairs. */
  readonly differences: bigint
  /** The sums of the 1, 3 and 10 largest weights, or of all if there are fewer. */
  readonly largest1: bigint
  readonly largest3: bigint
  readonly largest10: bigint
  readonly nakamoto: Nakamoto
}

/** Adds up weights for `divideSums`. */
export function sumWeights(ranking: Ranking): WeightSums {
  const { descending, total } = ranking
  let squares = 0n
  let differences = 0n
  // The largest has i = n, so its factor is n − 1. Each next one has 2 less.
  let factor = BigInt(descending.length) - 1n
  for (const weight of descending) {
    squares += weight * weight
    differences += factor * weight
    factor -= 2n
  }
  const sumOf = (k: number): bigint => descending.slice(0, k).reduce((sum, weight) => sum + weight, 0n)
  return {
    entities: descending.length,
    total,
    squares,
    differences,
    largest1: sumOf(1),
    largest3: sumOf(3),
    largest10: sumOf(10),
    nakamoto: countNakamoto(ranking),
  }
}
