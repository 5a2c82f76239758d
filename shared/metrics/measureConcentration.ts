import { divideSums, type ExactMetrics } from './divideSums.ts'
import { type Entropy, measureEntropy } from './measureEntropy.ts'
import { rankWeights } from './rankWeights.ts'
import { sumWeights } from './sumWeights.ts'

/** Every metric of weights per entity. All are exact except those of `Entropy`. */
export type Concentration = ExactMetrics & Entropy

/**
 * Measures how concentrated weights are.
 *
 * @param weights one whole number for each entity, in any unit: base units, nodes. The order does not matter.
 * @returns null if there are no weights or all are zero
 * @throws WeightInvalidError if a weight is below 0
 */
export function measureConcentration(weights: readonly bigint[]): Concentration | null {
  const ranking = rankWeights(weights)
  return ranking === null ? null : { ...divideSums(sumWeights(ranking)), ...measureEntropy(ranking) }
}
