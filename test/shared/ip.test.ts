import { isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../shared/bytes.ts'
import { IpInvalidError } from '../../shared/errors/baseError.ts'
import { formatIp, parseIp } from '../../shared/ip.ts'
import { bytesArb, SEED, seeded } from './arbitraries.ts'

const KNOWN: readonly (readonly [text: string, bytes: string, canonical: string])[] = [
  ['198.18.36.131', '00000000000000000000ffffc6122483', '198.18.36.131'],
  ['0.0.0.0', '00000000000000000000ffff00000000', '0.0.0.0'],
  ['::ffff:198.18.36.131', '00000000000000000000ffffc6122483', '198.18.36.131'],
  ['::FFFF:c612:2483', '00000000000000000000ffffc6122483', '198.18.36.131'],
  ['::', '00000000000000000000000000000000', '::'],
  ['::1', '00000000000000000000000000000001', '::1'],
  ['::1.2.3.4', '00000000000000000000000001020304', '::102:304'],
  ['2001:0DB8:002c::9e1', '20010db8002c000000000000000009e1', '2001:db8:2c::9e1'],
  ['1:0:0:2:0:0:0:3', '00010000000000020000000000000003', '1:0:0:2::3'],
  ['1:0:0:2:3:0:0:4', '00010000000000020003000000000004', '1::2:3:0:0:4'],
  ['1:2:3:4:5:6:7::', '00010002000300040005000600070000', '1:2:3:4:5:6:7:0'],
  ['1:0:2:3:4:5:6:7', '00010000000200030004000500060007', '1:0:2:3:4:5:6:7'],
  ['fe80::', 'fe800000000000000000000000000000', 'fe80::'],
]

const REFUSED = [
  ...[
    '',
    ' ',
    '1.2.3',
    '1.2.3.4.5',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.04',
    '1.2.3.4 ',
    '1.2.3.-4',
    '0x1.2.3.4',
    '1e1.2.3.4',
  ],
  ...[':', ':::', '1::2::3', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7:8::', '::1:2:3:4:5:6:7:8'],
  ...['12345::', 'g::', '::1%eth0', '::1/64', '[::1]', '1.2.3.4::', '::1.2.3.4:5', '::1.2.3', '1:', ':1', '::1.2.3.04'],
  ...['localhost', '１.2.3.4', '1.2.3.4\n', `1:${'0'.repeat(60)}`],
]

describe('parseIp and formatIp', () => {
  it.each(KNOWN)('reads %s and writes it as RFC 5952 says', (text, bytes, canonical) => {
    expect(bytesToHex(parseIp(text))).toBe(`0x${bytes}`)
    expect(formatIp(parseIp(text))).toBe(canonical)
  })

  it.each(REFUSED)('refuses %j', (text) => {
    expect(() => parseIp(text)).toThrow(IpInvalidError)
  })

  it('refuses to write an address that has not 16 bytes', () => {
    expect(() => formatIp(new Uint8Array(4))).toThrow(IpInvalidError)
    expect(() => formatIp(new Uint8Array(17))).toThrow(IpInvalidError)
  })

  it(seeded('gives back the same 16 bytes whatever they are, in a text that Node takes for an address too'), () => {
    // Groups that are often zero reach the rules on `::`.
    const groups = fc.array(fc.constantFrom(0, 0, 0, 1, 0xab, 0xffff), { minLength: 8, maxLength: 8 })
    const sparse = groups.map((values) => Uint8Array.from(values.flatMap((value) => [value >> 8, value & 0xff])))
    fc.assert(
      fc.property(fc.oneof(bytesArb(16), sparse), (bytes) => {
        const text = formatIp(bytes)
        expect(isIP(text)).not.toBe(0)
        expect(parseIp(text)).toEqual(bytes)
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })

  it(seeded('agrees with the URL parser on the canonical text'), () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const bytes = parseIp(text)
        const own = formatIp(bytes)
        // URL writes mapped addresses in hex groups, so those are compared by their bytes alone.
        if (own.includes(':')) expect(`[${own}]`).toBe(new URL(`http://[${text}]/`).hostname)
        else expect(parseIp(new URL(`http://[${text}]/`).hostname.slice(1, -1))).toEqual(bytes)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})
