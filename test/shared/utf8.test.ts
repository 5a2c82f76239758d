import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { decodeUtf8, decodeUtf8ByHand } from '../../shared/utf8.ts'
import { SEED, seeded } from './arbitraries.ts'

const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Bytes that are decoded at once by hand. */
const CHUNK = 8_192

const BOM = [0xef, 0xbb, 0xbf]

/** Bytes that RFC 3629 refuses, by reason. */
const INVALID = {
  'a following byte alone': [0x80],
  'two bytes for one of ASCII': [0xc0, 0xaf],
  'two bytes for DEL': [0xc1, 0xbf],
  'three bytes for what two hold': [0xe0, 0x9f, 0xbf],
  'four bytes for what three hold': [0xf0, 0x8f, 0xbf, 0xbf],
  'the first high surrogate': [0xed, 0xa0, 0x80],
  'a pair of surrogates': [0xed, 0xa0, 0x80, 0xed, 0xb0, 0x80],
  'the last low surrogate': [0xed, 0xbf, 0xbf],
  'the first beyond U+10FFFF': [0xf4, 0x90, 0x80, 0x80],
  'a first byte that there is not': [0xf5, 0x80, 0x80, 0x80],
  'five bytes': [0xf8, 0x88, 0x80, 0x80, 0x80],
  'bytes that are never used': [0xfe, 0xff],
  'two of two bytes cut': [0xc3],
  'three bytes cut': [0xe2, 0x82],
  'four bytes cut': [0xf0, 0x9f, 0x98],
  'four bytes cut by a letter': [0xf0, 0x9f, 0x98, 0x61],
  'one following byte too many': [0xf0, 0x9f, 0x98, 0x80, 0x80],
}

const VALID = {
  'the bounds of two bytes': [0xc2, 0x80, 0xdf, 0xbf],
  'the bounds of three bytes': [0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf],
  'what lies next to surrogates': [0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80],
  'the bounds of four bytes': [0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf],
  'a mark': BOM,
  'two marks': [...BOM, ...BOM],
  'zero and a percent sign': [0x00, 0x25, 0x34, 0x31],
}

/** The text that a decoder returns, or the name and message of its error. */
const outcomeOf = (decode: (bytes: Uint8Array) => string, bytes: Uint8Array): unknown => {
  try {
    return decode(bytes)
  } catch (error) {
    return [(error as Error).name, (error as Error).message]
  }
}

const REFUSED = ['URIError', 'The bytes are not UTF-8.']

/** A letter's bytes as often as to put `bytes` at `at`, and one letter behind them. */
const placed = (bytes: readonly number[], at: number): Uint8Array =>
  Uint8Array.from([...new Array<number>(at).fill(0x61), ...bytes, 0x62])

const decoders = { decodeUtf8, decodeUtf8ByHand }

describe.each(Object.entries(decoders))('%s', (_, decode) => {
  it(seeded('reads and refuses bytes as TextDecoder does'), () => {
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
        let expected: unknown = REFUSED
        try {
          expected = platform.decode(bytes)
        } catch {
          refused++
        }
        expect(outcomeOf(decode, bytes)).toEqual(expected)
      }),
      { seed: SEED, numRuns: 5_000 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  it.each(Object.entries(INVALID))('refuses %s at any place', (_, bytes) => {
    expect(outcomeOf(decode, Uint8Array.from(bytes))).toEqual(REFUSED)
    for (let at = CHUNK - bytes.length - 1; at <= CHUNK + 1; at++)
      expect(outcomeOf(decode, placed(bytes, at)), `at ${at}`).toEqual(REFUSED)
  })

  it.each(Object.entries(VALID))('reads %s at any place', (_, bytes) => {
    const text = Buffer.from(bytes).toString()
    expect(outcomeOf(decode, Uint8Array.from(bytes))).toBe(text)
    for (let at = CHUNK - bytes.length - 1; at <= CHUNK + 1; at++)
      expect(outcomeOf(decode, placed(bytes, at)), `at ${at}`).toBe(`${'a'.repeat(at)}${text}b`)
  })

  it('reads a long text in one piece, and refuses it when its end is cut off', () => {
    const long = 'x'.repeat(100_000)
    const bytes = new TextEncoder().encode(`${long}ä%${'€😀'.repeat(20_000)}`)
    expect(decode(new TextEncoder().encode(long))).toBe(long)
    expect(decode(bytes)).toBe(`${long}ä%${'€😀'.repeat(20_000)}`)
    for (const cut of [1, 2, 3]) expect(outcomeOf(decode, bytes.subarray(0, -cut))).toEqual(REFUSED)
    expect(decode(new Uint8Array(0))).toBe('')
  })
})

describe('decodeUtf8 on a platform', () => {
  afterEach(() => void vi.unstubAllGlobals())

  const lax = {
    'that has no TextDecoder': undefined,
    'whose TextDecoder refuses nothing': class {
      decode = (bytes: Uint8Array) => new TextDecoderHere('utf-8', { ignoreBOM: true }).decode(bytes)
    },
    'whose TextDecoder drops a byte order mark': class {
      decode = (bytes: Uint8Array) => new TextDecoderHere('utf-8', { fatal: true }).decode(bytes)
    },
    'whose TextDecoder knows no options': class {
      constructor() {
        throw new TypeError('fatal is not supported')
      }
    },
  }
  const TextDecoderHere = TextDecoder

  it.each(Object.entries(lax))('%s reads and refuses the same bytes', (_, decoder) => {
    vi.stubGlobal('TextDecoder', decoder)
    for (const bytes of Object.values(INVALID)) expect(outcomeOf(decodeUtf8, Uint8Array.from(bytes))).toEqual(REFUSED)
    for (const bytes of Object.values(VALID))
      expect(outcomeOf(decodeUtf8, Uint8Array.from(bytes))).toBe(Buffer.from(bytes).toString())
  })
})
