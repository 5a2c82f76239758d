import { countNakamoto, type Nakamoto } from './countNakamoto.ts'
import { type Entropy, measureEntropy } from './measureEntropy.ts'
import { type Gini, measureGini } from './measureGini.ts'
import { type Hhi, measureHhi } from './measureHhi.ts'
import { measureTop, type TopShares } from './measureTop.ts'
import { rankWeights } from './rankWeights.ts'

/** Every metric of weights per entity. All are exact except those of `Entropy`. */
export type Concentration = Gini &
  Hhi &
  TopShares &
  Entropy & {
    /** The number of weights, zeros included. */
    readonly entities: number
    /** The sum of the weights, in their unit. */
    readonly total: bigint
    readonly nakamoto: Nakamoto
  }

/**
 * Measures how concentrated weights are.
 *
 * @param weights one whole number for each entity, in any unit: base units, nodes. The order does not matter.
 * @returns null if there are no weights or all are zero
 * @throws WeightInvalidError if a weight is below 0
 */
export function measureConcentration(weights: readonly bigint[]): Concentration | null {
  const ranking = rankWeights(weights)
  if (ranking === null) return null
  return {
    entities: weights.length,
    total: ranking.total,
    nakamoto: countNakamoto(ranking),
    ...measureGini(ranking),
    ...measureHhi(ranking),
    ...measureTop(ranking),
    ...measureEntropy(ranking),
  }
}
