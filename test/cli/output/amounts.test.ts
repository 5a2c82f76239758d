import { describe, expect, it } from 'vitest'
import { OptionInvalidError } from '../../../cli/lib/input/errors.ts'
import { parseTokens } from '../../../cli/output/amounts.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'

const UNIT = 10n ** 18n

describe('an amount of tokens', () => {
  it('is taken to the last of its 18 decimals, and shown so', () => {
    const cases: [text: string, units: bigint, shown: string][] = [
      ['1500', 1_500n * UNIT, '1500 tokens'],
      ['0.25', UNIT / 4n, '0.25 tokens'],
      ['0.000000000000000001', 1n, '0.000000000000000001 tokens'],
      ['2083.333333333333333334', 2_083_333_333_333_333_333_334n, '2083.333333333333333334 tokens'],
      ['007.10', 7n * UNIT + UNIT / 10n, '7.1 tokens'],
      ['79228162514.264337593543950335', 2n ** 96n - 1n, '79228162514.264337593543950335 tokens'],
    ]
    for (const [text, units, shown] of cases) {
      expect(parseTokens('--amount', text)).toBe(units)
      expect(describeTokens(units)).toBe(shown)
    }
  })

  it('is refused where it is not one, is nothing, or is more than contracts count', () => {
    const texts = [
      ...['', '0', '0.0', '-1', '+1', '1e3', '0x10', '1,5', '1_000', ' 1', '1 ', 'ten', '.5', '5.', 'NaN', '١'],
      ...['1.0000000000000000001', '79228162514.264337593543950336', '123456789012345678901'],
    ]
    for (const text of texts) {
      expect(() => parseTokens('--amount', text), text).toThrow(OptionInvalidError)
      expect(() => parseTokens('--amount', text), text).toThrow('--amount must be a number of tokens above 0')
    }
  })
})
