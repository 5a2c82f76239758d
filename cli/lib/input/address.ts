import { getAddress, type Hex, isAddress } from 'viem'
import { OptionInvalidError } from './errors.ts'

/**
 * An address in lower case. If it has upper-case digits, they must be the checksum of ERC-55.
 *
 * @param what name of the value in errors, such as `--registry`
 * @throws OptionInvalidError
 */
export const checkAddress = (what: string, value: string): Hex => {
  if (!/^0x[0-9a-fA-F]{40}$/.test(value)) {
    throw new OptionInvalidError({ option: what, reason: 'must be an address: 0x and 40 hex digits', value })
  }
  const lower = value.toLowerCase() as Hex
  if (value !== lower && !isAddress(value)) {
    const reason =
      'has a wrong checksum, so a digit may be mistyped. ' +
      `If all digits are right, write ${getAddress(lower)} or ${lower}`
    throw new OptionInvalidError({ option: what, reason, value })
  }
  return lower
}
