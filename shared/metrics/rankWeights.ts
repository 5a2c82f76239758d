import { WeightInvalidError } from './errors.ts'

/** Weights that have metrics: at least one, not all of them zero. */
export type Ranking = {
  /** Largest first. Zeros are kept: they are entities too. */
  readonly descending: readonly bigint[]
  /** The sum, above 0. */
  readonly total: bigint
}

/**
 * Sorts the weights of entities. Every metric of weights alone begins here, so none depends on the order of the input.
 *
 * @param weights one whole number for each entity, in any unit: base units, nodes
 * @returns null if there are no weights or all are zero: then no metric is defined
 * @throws WeightInvalidError if a weight is below 0
 */
export function rankWeights(weights: readonly bigint[]): Ranking | null {
  let total = 0n
  for (const weight of weights) {
    if (weight < 0n) throw new WeightInvalidError({ weight })
    total += weight
  }
  if (total === 0n) return null
  return { descending: [...weights].sort((a, b) => (a === b ? 0 : a > b ? -1 : 1)), total }
}
