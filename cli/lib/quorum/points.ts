import type { Hex } from 'viem'
import { type G1Point, type G2Point, g1ToHex } from '../../../shared/signing/bls.ts'

/** Bytes of a key and of a signature in the EIP-2537 encoding. */
export const KEY_BYTES = 128
export const SIGNATURE_BYTES = 256

const WORD_DIGITS = 64

const wordAt = (hex: Hex, index: number): Hex =>
  `0x${hex.slice(2 + index * WORD_DIGITS, 2 + (index + 1) * WORD_DIGITS)}`

/** The words of a key of 128 bytes. `blsVerify` checks that it is a point. */
export const keyFromHex = (hex: Hex): G1Point => ({
  x_a: wordAt(hex, 0),
  x_b: wordAt(hex, 1),
  y_a: wordAt(hex, 2),
  y_b: wordAt(hex, 3),
})

/** The words of a signature of 256 bytes. */
export const signatureFromHex = (hex: Hex): G2Point => ({
  x_c0_a: wordAt(hex, 0),
  x_c0_b: wordAt(hex, 1),
  x_c1_a: wordAt(hex, 2),
  x_c1_b: wordAt(hex, 3),
  y_c0_a: wordAt(hex, 4),
  y_c0_b: wordAt(hex, 5),
  y_c1_a: wordAt(hex, 6),
  y_c1_b: wordAt(hex, 7),
})

/** The 256 bytes of a signature. */
export const signatureToHex = (signature: G2Point): Hex => {
  const x: G1Point = { x_a: signature.x_c0_a, x_b: signature.x_c0_b, y_a: signature.x_c1_a, y_b: signature.x_c1_b }
  const y: G1Point = { x_a: signature.y_c0_a, x_b: signature.y_c0_b, y_a: signature.y_c1_a, y_b: signature.y_c1_b }
  return `${g1ToHex(x)}${g1ToHex(y).slice(2)}` as Hex
}
