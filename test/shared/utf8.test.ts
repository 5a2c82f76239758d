import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeUtf8 } from '../../shared/utf8.ts'
import { SEED, seeded } from './arbitraries.ts'

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

describe('UTF-8', () => {
  it(seeded('is read as TextDecoder reads it, and refused where that refuses it'), () => {
    const texts = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => new TextEncoder().encode(text))
    const noise = fc.uint8Array({ maxLength: 6 })
    const byte = fc.oneof(
      fc.constantFrom(0x80, 0xc0, 0xc1, 0xe0, 0xed, 0xa0, 0xef, 0xbb, 0xbf, 0xf0, 0xf4, 0x90, 0xff),
      fc.nat(255),
    )
    const near = fc.array(byte, { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes))
    let refused = 0
    fc.assert(
      fc.property(fc.oneof(texts, noise, near), (bytes) => {
        let expected: string | null = null
        try {
          expected = decoder.decode(bytes)
        } catch {
          refused++
        }
        if (expected === null) expect(() => decodeUtf8(bytes)).toThrow(URIError)
        else expect(decodeUtf8(bytes)).toBe(expected)
      }),
      { seed: SEED, numRuns: 5_000 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  it('is read in one piece however long it is', () => {
    const long = 'x'.repeat(100_000)
    expect(decodeUtf8(new TextEncoder().encode(long))).toBe(long)
    expect(decodeUtf8(new TextEncoder().encode(`${long}ä%`))).toBe(`${long}ä%`)
  })
})
