import type { Fraction } from './fraction.ts'
import { type Concentration, measureConcentration } from './measureConcentration.ts'

/** Weights of which some belong to no known entity. All in one unit, the order does not matter. */
export type Distribution = {
  /** A weight for each known entity. */
  readonly known: readonly bigint[]
  /** A weight for each node whose entity is unknown. */
  readonly unknown: readonly bigint[]
}

/** Metrics that are exact bounds: whatever entities the unknown nodes belong to, the value is between low and high. */
export type Bounds = Pick<
  Concentration,
  'total' | 'nakamoto' | 'hhi' | 'effectiveNumber' | 'top1' | 'top3' | 'top10' | 'entropyBits'
>

/** Metrics that depend on the number of entities, which differs between the two readings. They bound nothing. */
export type Reading = Pick<Concentration, 'entities' | 'theil' | 'entropyNormalised'>

/** Metrics of weights with unknowns. */
export type Readings = {
  readonly bounds: { readonly low: Bounds; readonly high: Bounds }
  readonly readings: { readonly low: Reading; readonly high: Reading }
  /** Gini has no bounds either. */
  readonly gini: {
    readonly withUnknownsDistinct: Fraction
    /** null if no known entity has weight. */
    readonly withoutUnknowns: Fraction | null
  }
}

/**
 * Lists the weights of both readings. `low`: each unknown node is an entity of its own. `high`: all of them belong to
 * the largest known entity; without a known one they are a single entity.
 */
export function splitReadings({ known, unknown }: Distribution): { low: bigint[]; high: bigint[] } {
  const added = unknown.reduce((sum, weight) => sum + weight, 0n)
  const high = [...known].sort((a, b) => (a === b ? 0 : a > b ? -1 : 1))
  if (unknown.length > 0) high[0] = (high[0] ?? 0n) + added
  return { low: [...known, ...unknown], high }
}

/**
 * Measures weights with unknowns, by both readings.
 *
 * Any assignment of the unknown nodes merges entities of `low`, and merging more gives `high`. So sums of the k largest
 * only grow from `low` to the truth to `high`. Nakamoto, HHI, effective number, top k and entropy follow those sums, and
 * `low` and `high` are exact bounds of them. Concentration grows from low to high; Nakamoto, effective number and
 * entropy fall.
 *
 * Theil's index is ln n − H ln 2, and normalised entropy divides by log2 n. The number of entities n is larger in `low`
 * than in `high`, and both metrics follow it. Take 40, 20, 15, 13 known and 12 nodes unknown: Theil is 0.98 in `low` and
 * 0.17 in `high`, but 0.12 if the 12 nodes are one more entity. So these are two readings and not bounds. Gini depends on
 * n as well.
 *
 * @param adjust a change of the weights of each reading, after the unknown nodes were assigned
 * @returns null if the sum of all weights is zero
 * @throws WeightInvalidError if a weight is below 0
 */
export function measureReadings(
  distribution: Distribution,
  adjust: (weights: readonly bigint[]) => readonly bigint[] = (weights) => weights,
): Readings | null {
  const split = splitReadings(distribution)
  const low = measureConcentration(adjust(split.low))
  const high = measureConcentration(adjust(split.high))
  if (low === null || high === null) return null
  return {
    bounds: { low: pickBounds(low), high: pickBounds(high) },
    readings: { low: pickReading(low), high: pickReading(high) },
    gini: {
      withUnknownsDistinct: low.gini,
      withoutUnknowns: measureConcentration(adjust(distribution.known))?.gini ?? null,
    },
  }
}

const pickBounds = ({ total, nakamoto, hhi, effectiveNumber, top1, top3, top10, entropyBits }: Bounds): Bounds => ({
  total,
  nakamoto,
  hhi,
  effectiveNumber,
  top1,
  top3,
  top10,
  entropyBits,
})

const pickReading = ({ entities, theil, entropyNormalised }: Reading): Reading => ({
  entities,
  theil,
  entropyNormalised,
})
