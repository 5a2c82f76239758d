import { HexInvalidError } from './errors/baseError.ts'

/** Hex text with the prefix 0x, two digits a byte. It equals the type of viem, so a client needs no viem. */
export type Hex = `0x${string}`

const LOWER_HEX = /^0x(?:[0-9a-f]{2})*$/

/** Two lower-case digits for each byte value. A lookup is several times faster than formatting. */
const DIGIT_PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Tells whether `value` is lower-case hex with the prefix 0x: of whole bytes, or of `byteLength` bytes if given. */
export function isLowerHex(value: unknown, byteLength?: number): value is Hex {
  if (typeof value !== 'string') return false
  if (byteLength !== undefined && value.length !== 2 + 2 * byteLength) return false
  return LOWER_HEX.test(value)
}

function digitOf(charCode: number): number {
  if (charCode >= 48 && charCode <= 57) return charCode - 48
  if (charCode >= 97 && charCode <= 102) return charCode - 87
  if (charCode >= 65 && charCode <= 70) return charCode - 55
  return -1
}

/**
 * Returns the bytes of a hex text with the prefix 0x. Digits may be of either case.
 *
 * @throws HexInvalidError if the prefix is missing, the number of digits is odd, or a character is not a hex digit
 */
export function hexToBytes(hex: string): Uint8Array {
  if (!hex.startsWith('0x')) throw new HexInvalidError({ value: hex, reason: 'it does not begin with 0x' })
  if (hex.length % 2 !== 0) throw new HexInvalidError({ value: hex, reason: 'it has half a byte' })
  const bytes = new Uint8Array((hex.length - 2) / 2)
  for (let i = 0; i < bytes.length; i++) {
    const high = digitOf(hex.charCodeAt(2 + 2 * i))
    const low = digitOf(hex.charCodeAt(3 + 2 * i))
    if (high < 0 || low < 0) throw new HexInvalidError({ value: hex, reason: `byte ${i} is not two hex digits` })
    bytes[i] = 16 * high + low
  }
  return bytes
}

/** Returns lower-case hex of `bytes` with the prefix 0x. */
export function bytesToHex(bytes: Uint8Array): Hex {
  let text: Hex = '0x'
  for (const byte of bytes) text += DIGIT_PAIRS[byte]
  return text
}

/** Returns all `parts`, one after the other, in a new array. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

/** Tells whether both hold the same bytes. Not constant-time: the project compares no secrets with it. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Reads the big-endian unsigned integer in the `length` bytes from `offset` on. It is exact up to 6 bytes. */
export function readUint(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0
  for (let i = offset; i < offset + length; i++) value = value * 256 + (bytes[i] ?? 0)
  return value
}

/** Writes `value` big-endian into the `length` bytes from `offset` on. The caller has checked that it fits. */
export function writeUint(bytes: Uint8Array, offset: number, length: number, value: number): void {
  let rest = value
  for (let i = offset + length - 1; i >= offset; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

/** Reads the big-endian unsigned integer in the `length` bytes from `offset` on, of any size. */
export function readBigUint(bytes: Uint8Array, offset: number, length: number): bigint {
  let value = 0n
  for (let i = offset; i < offset + length; i++) value = (value << 8n) | BigInt(bytes[i] ?? 0)
  return value
}

/** Writes `value` big-endian into the `length` bytes from `offset` on. The caller has checked that it fits. */
export function writeBigUint(bytes: Uint8Array, offset: number, length: number, value: bigint): void {
  let rest = value
  for (let i = offset + length - 1; i >= offset; i--) {
    bytes[i] = Number(rest & 0xffn)
    rest >>= 8n
  }
}
