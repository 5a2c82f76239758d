import fc from 'fast-check'
import { formatUnits } from 'viem'
import { describe, expect, it } from 'vitest'
import { describeShare, describeTokens, TOKEN_DECIMALS } from '../../../shared/format/amounts.ts'
import { printable } from '../../../shared/format/printable.ts'
import { describeDate, describeMoment, describeSeconds } from '../../../shared/format/times.ts'

describe('describeTokens', () => {
  it('writes any amount as viem does, with the unit', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 256n), max: 2n ** 256n }), (units) => {
        expect(describeTokens(units)).toBe(`${formatUnits(units, TOKEN_DECIMALS)} tokens`)
      }),
    )
  })

  it.each([
    [0n, '0 tokens'],
    [1n, '0.000000000000000001 tokens'],
    [2_083_250_000_000_000_000_000n, '2083.25 tokens'],
  ])('writes %s base units as %s', (units, text) => {
    expect(describeTokens(units)).toBe(text)
  })
})

describe('describeShare', () => {
  it.each([
    [1n, 3n, '33.33 %'],
    [2n, 3n, '66.66 %'],
    [3n, 3n, '100 %'],
    [1n, 4n, '25 %'],
    [1n, 10n ** 22n, '0 %'],
  ])('rounds %s of %s down to %s', (part, whole, text) => {
    expect(describeShare(part, whole)).toBe(text)
  })
})

describe('describeSeconds', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [60, '1.0 minutes'],
    [7_200, '2.0 hours'],
    [61 * 86_400, '61.0 days'],
  ])('writes %s seconds as %s', (seconds, text) => {
    expect(describeSeconds(seconds)).toBe(text)
  })
})

describe('describeDate', () => {
  it('writes unix seconds as a date in UTC, and as a number when no calendar has them', () => {
    expect(describeDate(1_777_636_800)).toBe('2026-05-01 12:00:00 UTC')
    expect(describeDate(1_777_636_800n)).toBe('2026-05-01 12:00:00 UTC')
    expect(describeDate(2n ** 64n)).toBe('unix time 18446744073709551616')
    expect(describeDate(Number.NaN)).toBe('unix time NaN')
  })

  it('says how far the date is when the current time is given', () => {
    expect(describeMoment(1_777_636_800, 1_777_633_200)).toBe('2026-05-01 12:00:00 UTC (in 1.0 hours)')
    expect(describeMoment(1_777_636_800, 1_777_636_801)).toBe('2026-05-01 12:00:00 UTC (1 second ago)')
  })
})

describe('printable', () => {
  it('replaces control characters and marks of direction, and keeps the rest', () => {
    expect(printable('a\u001b[31m\n\u009bß日\u202eb\u2066')).toBe('a?[31m??ß日?b?')
  })
})
