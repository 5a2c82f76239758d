/** Math.min and Math.max do not take bigint. */
export function bigintMin(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

export function bigintMax(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
