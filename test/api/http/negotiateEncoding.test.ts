import { describe, expect, it } from 'vitest'
import { negotiateEncoding } from '../../../api/http/negotiateEncoding.ts'

describe('the encoding of an answer', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['deflate', 'identity'],
    ['*', 'br'],
    ['br;q=0', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0.5, gzip;q=0.8', 'gzip'],
    ['br;q=0.8, gzip;q=0.8', 'br'],
    ['gzip;q=0.001', 'gzip'],
    ['identity;q=0.9, gzip;q=0.1', 'identity'],
    ['identity, br', 'br'],
    ['identity;q=0, gzip', 'gzip'],
    ['*;q=0, gzip', 'gzip'],
    ['br ; q=0.2 , gzip ; q=1.000', 'gzip'],
    ['br;q=2, gzip', 'gzip'],
    ['br;q=abc', 'identity'],
  ])('for Accept-Encoding %j is %s', (header, encoding) => {
    expect(negotiateEncoding(header)).toBe(encoding)
  })

  it.each(['identity;q=0', '*;q=0', 'br;q=0, gzip;q=0, identity;q=0', 'deflate, identity;q=0'])(
    'does not exist for %j',
    (header) => {
      expect(negotiateEncoding(header)).toBeUndefined()
    },
  )
})
