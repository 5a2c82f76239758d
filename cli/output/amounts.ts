import { parseUnits } from 'viem'
import { TOKEN_DECIMALS } from '../../shared/format/amounts.ts'
import { UINT96_MAX } from '../../shared/uint.ts'
import { OptionInvalidError } from '../lib/input/errors.ts'

/**
 * Base units of a text such as "1500" or "0.25". It takes digits only, so nothing is rounded.
 *
 * @param what name of the value in errors, such as "--amount"
 * @throws OptionInvalidError if it is not a number of tokens, is 0, or is more than contracts can count
 */
export const parseTokens = (what: string, text: string): bigint => {
  const units = /^\d{1,20}(\.\d{1,18})?$/.test(text) ? parseUnits(text, TOKEN_DECIMALS) : 0n
  if (units === 0n || units > UINT96_MAX) {
    const reason = 'must be a number of tokens above 0, with at most 18 decimals, such as 1500 or 0.25'
    throw new OptionInvalidError({ option: what, reason, value: text })
  }
  return units
}
