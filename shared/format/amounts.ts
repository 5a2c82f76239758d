/** Decimals of the staking token: one token is 10^18 base units. */
export const TOKEN_DECIMALS = 18

/** Decimals of a share: hundredths of a percent. */
const SHARE_DECIMALS = 2

/** Writes `units / 10^decimals` exactly, without trailing zeros. */
function decimalOf(units: bigint, decimals: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '')
  const whole = `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - decimals)}`
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/**
 * Writes an amount of tokens with all its decimals: "2083.25".
 *
 * @param units base units
 */
export const formatTokens = (units: bigint): string => decimalOf(units, TOKEN_DECIMALS)

/**
 * Writes an amount of tokens for people, with all its decimals: "2083.25 tokens".
 *
 * @param units base units
 */
export const describeTokens = (units: bigint): string => `${formatTokens(units)} tokens`

/** Writes a part of a whole in percent, rounded down to hundredths: "8.33 %". `whole` is above 0. */
export const describeShare = (part: bigint, whole: bigint): string =>
  `${decimalOf((part * 10_000n) / whole, SHARE_DECIMALS)} %`
