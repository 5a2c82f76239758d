import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bytesToHex,
  concat,
  equalBytes,
  hexToBytes,
  isLowerHex,
  readBigUint,
  readUint,
  writeBigUint,
  writeUint,
} from '../../shared/bytes.ts'
import { HexInvalidError } from '../../shared/errors/baseError.ts'
import { SEED, seeded } from './arbitraries.ts'

describe('hex', () => {
  it(seeded('goes to bytes and back'), () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const hex = bytesToHex(bytes)
        expect(hex).toBe(`0x${Buffer.from(bytes).toString('hex')}`)
        expect(hexToBytes(hex)).toEqual(bytes)
        expect(hexToBytes(`0x${hex.slice(2).toUpperCase()}`)).toEqual(bytes)
        expect(isLowerHex(hex)).toBe(true)
        expect(isLowerHex(hex, bytes.length)).toBe(true)
        expect(isLowerHex(hex, bytes.length + 1)).toBe(false)
      }),
      { seed: SEED },
    )
  })

  it.each(['', '0', '00', '0X00', '0x0', '0x0g', '0x 0', '0x0 ', '0x:0', '0x@0', '0x/0', '0x`0'])(
    'refuses %j',
    (text) => {
      expect(() => hexToBytes(text)).toThrow(HexInvalidError)
      expect(isLowerHex(text)).toBe(false)
    },
  )

  it.each(['0xAB', '0xab\n', 5, null, undefined, ['0x']])('does not take %j for lower-case hex', (value) => {
    expect(isLowerHex(value)).toBe(false)
  })
})

describe('integers in bytes', () => {
  it(seeded('are read as they were written, and leave their neighbours alone'), () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.bigInt({ min: 0n, max: (1n << 48n) - 1n }), (length, number) => {
        const value = number % (1n << BigInt(8 * length))
        const bytes = new Uint8Array(8).fill(0xee)
        writeUint(bytes, 1, length, Number(value))
        expect(readUint(bytes, 1, length)).toBe(Number(value))
        expect(readBigUint(bytes, 1, length)).toBe(value)
        const again = new Uint8Array(8).fill(0xee)
        writeBigUint(again, 1, length, value)
        expect(again).toEqual(bytes)
        expect(bytes[0]).toBe(0xee)
        expect(bytes[length + 1]).toBe(0xee)
      }),
      { seed: SEED },
    )
  })
})

describe('concat and equalBytes', () => {
  it('join and compare', () => {
    const joined = concat([Uint8Array.of(1, 2), new Uint8Array(0), Uint8Array.of(3)])
    expect(joined).toEqual(Uint8Array.of(1, 2, 3))
    expect(equalBytes(joined, Uint8Array.of(1, 2, 3))).toBe(true)
    expect(equalBytes(joined, Uint8Array.of(1, 2, 4))).toBe(false)
    expect(equalBytes(joined, Uint8Array.of(1, 2))).toBe(false)
  })
})
