import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, hexToBytes } from '../../../shared/bytes.ts'
import {
  decodeRlpItem,
  decodeRlpList,
  encodeRlp,
  type RlpInput,
  rlpFixed,
  rlpUint,
} from '../../../shared/ethereum/rlp.ts'
import { RlpInvalidError } from '../../../shared/list/errors.ts'
import { SEED, seeded } from '../arbitraries.ts'

const ITEMS_MAX = 100

const stringArb = fc.oneof(
  fc.uint8Array({ maxLength: 3 }),
  fc.uint8Array({ minLength: 54, maxLength: 58 }),
  fc.uint8Array({ minLength: 254, maxLength: 258 }),
)
const inputArb: fc.Arbitrary<RlpInput[]> = fc.letrec<{ item: RlpInput; list: RlpInput[] }>((tie) => ({
  item: fc.oneof({ maxDepth: 3 }, stringArb, tie('list')),
  list: fc.array(tie('item'), { maxLength: 6 }),
})).list

function decodeDeep(bytes: Uint8Array): RlpInput {
  const item = decodeRlpItem(bytes)
  if (item.kind === 'string') return item.payload
  return decodeRlpList(bytes, ITEMS_MAX).map(({ raw }) => decodeDeep(raw))
}

describe('RLP', () => {
  it(seeded('is written as @ethereumjs/rlp writes it, and read back'), () => {
    fc.assert(
      fc.property(inputArb, (input) => {
        const bytes = encodeRlp(input)
        expect(bytes).toEqual(RLP.encode(input as never))
        expect(decodeDeep(bytes)).toEqual(input)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it(
    seeded('has one reading: whatever is taken is written back byte by byte, and @ethereumjs/rlp takes it too'),
    () => {
      let taken = 0
      const noise = fc.oneof(
        fc.uint8Array({ minLength: 1, maxLength: 8 }),
        // Right encodings with one byte changed come near the rules more often than noise does.
        fc.tuple(inputArb, fc.nat(), fc.nat(255)).map(([input, position, byte]) => {
          const bytes = encodeRlp(input)
          bytes[position % bytes.length] = byte
          return bytes
        }),
      )
      fc.assert(
        fc.property(noise, (bytes) => {
          let decoded: RlpInput
          try {
            decoded = decodeDeep(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(RlpInvalidError)
            return
          }
          taken++
          expect(encodeRlp(decoded)).toEqual(bytes)
          expect(RLP.decode(bytes)).toEqual(decoded)
        }),
        { seed: SEED, numRuns: 2_000 },
      )
      expect(taken).toBeGreaterThan(100)
    },
  )

  const WRONG: readonly (readonly [why: string, hex: string])[] = [
    ['nothing at all', '0x'],
    ['a byte below 0x80 with a prefix', '0x8100'],
    ['the same inside a list', '0xc2817f'],
    ['a short string cut off', '0x8201'],
    ['a long length for a short string', '0xb80100'],
    ['a length with a leading zero', `0xb90038${'11'.repeat(56)}`],
    ['a length cut off', '0xb9ff'],
    ['a length beyond the input', '0xbb7fffffff'],
    ['a length of eight bytes', '0xbfffffffffffffffff'],
    ['a list cut off', '0xc20000'.slice(0, 6)],
    ['a long length for a short list', '0xf800'],
    ['bytes after a list', '0xc000'],
    ['bytes after a string', '0x0000'],
    ['a list whose last item is cut off', '0xc182'],
  ]
  it.each(WRONG)('refuses %s', (_why, hex) => {
    expect(() => decodeDeep(hexToBytes(hex))).toThrow(RlpInvalidError)
  })

  it('refuses a string where a list is due, and more items than asked for', () => {
    expect(() => decodeRlpList(hexToBytes('0x80'), ITEMS_MAX)).toThrow(RlpInvalidError)
    expect(decodeRlpList(hexToBytes('0xc20102'), 2)).toHaveLength(2)
    expect(() => decodeRlpList(hexToBytes('0xc3010203'), 2)).toThrow(RlpInvalidError)
  })

  it('reads integers without leading zeros only', () => {
    const read = (hex: string, bytesMax: number) => rlpUint(decodeRlpItem(hexToBytes(hex)), bytesMax)
    expect(read('0x80', 8)).toBe(0n)
    expect(read('0x7f', 8)).toBe(127n)
    expect(read('0x88ffffffffffffffff', 8)).toBe((1n << 64n) - 1n)
    for (const hex of ['0x00', '0x820001', '0x89010000000000000000', '0xc0'])
      expect(() => read(hex, 8)).toThrow(RlpInvalidError)
  })

  it('reads strings of one length only', () => {
    expect(bytesToHex(rlpFixed(decodeRlpItem(hexToBytes('0x820102')), 2))).toBe('0x0102')
    for (const hex of ['0x80', '0x01', '0x83010203', '0xc20102'])
      expect(() => rlpFixed(decodeRlpItem(hexToBytes(hex)), 2)).toThrow(RlpInvalidError)
  })
})
