import { describe, expect, it } from 'vitest'
import { matchesEtag } from '../../../api/http/matchesEtag.ts'
import { parseRange } from '../../../api/http/parseRange.ts'

describe('a range of 100 bytes', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=50-1000', { start: 50, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
  ])('%s', (header, range) => {
    expect(parseRange(header, 100)).toEqual(range)
  })

  it.each([undefined, 'bytes=9-0', 'bytes=0-1,5-6', 'items=0-1', 'bytes=', 'bytes=-', 'bytes=a-b', ''])(
    '%j means the whole',
    (header) => {
      expect(parseRange(header, 100)).toBeUndefined()
    },
  )

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0'])('%s cannot be had', (header) => {
    expect(() => parseRange(header, 100)).toThrow(
      expect.objectContaining({ code: 'RANGE_NOT_SATISFIABLE', length: 100 }),
    )
  })
})

describe('If-None-Match', () => {
  it.each(['"a"', 'W/"a"', '"b", "a"', '"b",W/"a"', '*'])('%s names "a"', (header) => {
    expect(matchesEtag(header, '"a"')).toBe(true)
  })

  it.each([undefined, '', '"b"', 'a', '"A"', '"a', '"ab"'])('%j does not', (header) => {
    expect(matchesEtag(header, '"a"')).toBe(false)
  })
})
