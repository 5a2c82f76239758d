/** A range of block numbers in hex, as in "this block range should work: [0x10, 0x20]". */
const HEX_RANGE = /\[\s*0x([0-9a-f]{1,16})\s*,\s*0x([0-9a-f]{1,16})\s*\]/i

/** A range of block numbers in decimal, as in "retry with the range 100-150". */
const DECIMAL_RANGE = /with the range (\d{1,18})\s*-\s*(\d{1,18})/i

/** A number after a word about limits, its multiplier, and the word after it. "from 1 to 9" names blocks, not a limit. */
const LIMIT =
  /(?:limit|max|up to|at most|exceed|(?:greater|smaller|bigger|larger) than|>)(?:(?!from)[^0-9]){0,60}?(\d{1,3}(?:[,.]\d{3})+|\d{1,9})(k\b)?\s*([a-z]*)/gi

/** Words after a number that is not a number of blocks. */
const OTHER_UNITS =
  /^(?:results?|logs?|events?|items?|records?|addresses|bytes|[km]?b|ms|s|sec|seconds?|requests?|per)$/i

/**
 * Returns the width of range that an endpoint suggests when it refuses one of logs. Several vendors name it, each in
 * words of its own, and the smallest number wins. The caller checks the number: it may be wrong, or another limit.
 *
 * @returns blocks, at least 1, or undefined if the words name no width
 */
export const suggestedBlocks = (words: string): bigint | undefined => {
  const hex = HEX_RANGE.exec(words)
  if (hex) return widthOf(BigInt(`0x${hex[1]}`), BigInt(`0x${hex[2]}`))
  const decimal = DECIMAL_RANGE.exec(words)
  if (decimal) return widthOf(BigInt(decimal[1] as string), BigInt(decimal[2] as string))
  let least: bigint | undefined
  for (const [, digits = '', thousand, unit = ''] of words.matchAll(LIMIT)) {
    if (OTHER_UNITS.test(unit)) continue
    const blocks = BigInt(digits.replace(/[,.]/g, '')) * (thousand === undefined ? 1n : 1_000n)
    if (blocks > 0n && (least === undefined || blocks < least)) least = blocks
  }
  return least
}

const widthOf = (first: bigint, last: bigint): bigint | undefined => (last < first ? undefined : last - first + 1n)
