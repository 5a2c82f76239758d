import { divideToFloat } from './fraction.ts'
import type { Ranking } from './rankWeights.ts'

/** Metrics with logarithms. They are floats, good to 12 digits, and never part of what must be the same bytes. */
export type Entropy = {
  /** −Σ p log2 p, in bits. From 0, one entity has all. */
  readonly entropyBits: number
  /** Entropy divided by log2 of the number of non-zero entities, 0 to 1. null for fewer than two such entities. */
  readonly entropyNormalised: number | null
  /** ln n − H ln 2, from 0 to ln n. Entities of weight zero count in n. */
  readonly theil: number
}

/** log2 of `numerator / denominator`, for a ratio from 1 on. Near 1 the digits of the difference are kept. */
function log2OfRatio(numerator: bigint, denominator: bigint): number {
  return numerator < 2n * denominator
    ? Math.log1p(divideToFloat(numerator - denominator, denominator)) / Math.LN2
    : Math.log2(divideToFloat(numerator, denominator))
}

/**
 * Returns the entropy and Theil's index. Both are sums over the sorted weights, so they do not depend on the order of
 * the input. Theil's index is summed as Σ p ln(n p): equal weights give exactly 0, which a difference of two logarithms
 * does not.
 */
export function measureEntropy({ descending, total }: Ranking): Entropy {
  const count = BigInt(descending.length)
  let entropyBits = 0
  let theil = 0
  let nonZero = 0
  for (const weight of descending) {
    if (weight === 0n) break
    nonZero++
    const share = divideToFloat(weight, total)
    entropyBits += share * log2OfRatio(total, weight)
    // The share in units of an equal share, which may be below 1.
    theil += share * Math.LN2 * signedLog2(count * weight, total)
  }
  return {
    entropyBits,
    entropyNormalised: nonZero < 2 ? null : Math.min(1, entropyBits / Math.log2(nonZero)),
    // Rounding may leave a sum slightly below 0.
    theil: Math.max(0, theil),
  }
}

/** log2 of a ratio above 0. */
const signedLog2 = (numerator: bigint, denominator: bigint): number =>
  numerator >= denominator ? log2OfRatio(numerator, denominator) : -log2OfRatio(denominator, numerator)
