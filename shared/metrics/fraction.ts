/** An exact ratio in lowest terms: the greatest common divisor is 1, the denominator at least 1. */
export type Fraction = { readonly numerator: bigint; readonly denominator: bigint }

/** Bits of the quotient that a float is rounded from, give or take 4: always more than the 53 of a float and one below. */
const QUOTIENT_BITS = 64

const SAFE_MAX = BigInt(Number.MAX_SAFE_INTEGER)

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b]
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

/** Returns `numerator / denominator` in lowest terms. Takes a numerator from 0 on and a denominator from 1 on. */
export function createFraction(numerator: bigint, denominator: bigint): Fraction {
  const divisor = greatestCommonDivisor(numerator, denominator)
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** Bits of a number, at most 3 too many. */
const bitsOf = (value: bigint): number => 4 * value.toString(16).length

/**
 * Returns the float nearest to `numerator / denominator`; of two equally near ones the even one. Takes whole numbers
 * of up to 512 bits, a numerator from 0 on and a denominator from 1 on. The result is for logarithms and display only.
 */
export function divideToFloat(numerator: bigint, denominator: bigint): number {
  // The division of two exact floats is rounded once.
  if (numerator <= SAFE_MAX && denominator <= SAFE_MAX) return Number(numerator) / Number(denominator)
  const shift = QUOTIENT_BITS + bitsOf(denominator) - bitsOf(numerator)
  const dividend = shift > 0 ? numerator << BigInt(shift) : numerator
  const divisor = shift < 0 ? denominator << BigInt(-shift) : denominator
  const quotient = dividend / divisor
  // A remainder sets the last bit, far below the rounded one. So a half is never mistaken for more, nor more for a half.
  const sticky = dividend % divisor === 0n ? 0n : 1n
  return Number(quotient | sticky) * 2 ** -shift
}

/** Returns the float nearest to a fraction, for display. */
export const toFloat = ({ numerator, denominator }: Fraction): number => divideToFloat(numerator, denominator)
