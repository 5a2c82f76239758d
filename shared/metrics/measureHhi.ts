import { createFraction, type Fraction } from './fraction.ts'
import type { Ranking } from './rankWeights.ts'

/** The scale of the index: shares are taken in percent, so one entity alone gives 10,000. */
const HHI_MAX = 10_000n

/** Concentration by squared shares. */
export type Hhi = {
  /** The Herfindahl–Hirschman index, 10,000 × Σ p². At most 10,000. */
  readonly hhi: Fraction
  /** 1 / Σ p²: the number of equal entities with the same index. */
  readonly effectiveNumber: Fraction
}

/** Returns the Herfindahl–Hirschman index and the effective number of entities. Entities of weight zero do not count. */
export function measureHhi({ descending, total }: Ranking): Hhi {
  let squares = 0n
  for (const weight of descending) squares += weight * weight
  const totalSquared = total * total
  return {
    hhi: createFraction(HHI_MAX * squares, totalSquared),
    effectiveNumber: createFraction(totalSquared, squares),
  }
}
