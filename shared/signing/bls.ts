import { bls12_381 } from '@noble/curves/bls12-381.js'
import { type Hex, hexToBytes, keccak256 } from 'viem'

const longSignatures = bls12_381.longSignatures

/** The length of a field element in the EIP-2537 encoding: 16 zero bytes, then 48 bytes, big-endian. */
const FIELD_HEX_DIGITS = 128

/** A point of G1 in the EIP-2537 encoding, split into words as the contracts take it. */
export type G1Point = { readonly x_a: Hex; readonly x_b: Hex; readonly y_a: Hex; readonly y_b: Hex }

/** A point of G2 in the EIP-2537 encoding, split into words as the contracts take it. */
export type G2Point = {
  readonly x_c0_a: Hex
  readonly x_c0_b: Hex
  readonly x_c1_a: Hex
  readonly x_c1_b: Hex
  readonly y_c0_a: Hex
  readonly y_c0_b: Hex
  readonly y_c1_a: Hex
  readonly y_c1_b: Hex
}

const words = (field: bigint): readonly [high: Hex, low: Hex] => {
  const digits = field.toString(16).padStart(FIELD_HEX_DIGITS, '0')
  return [`0x${digits.slice(0, 64)}`, `0x${digits.slice(64)}`]
}

/** Writes a point of G1 in words. */
export const g1Words = ({ x, y }: { readonly x: bigint; readonly y: bigint }): G1Point => {
  const [x_a, x_b] = words(x)
  const [y_a, y_b] = words(y)
  return { x_a, x_b, y_a, y_b }
}

type Fp2 = { readonly c0: bigint; readonly c1: bigint }

/** Writes a point of G2 in words. */
export const g2Words = ({ x, y }: { readonly x: Fp2; readonly y: Fp2 }): G2Point => {
  const [x_c0_a, x_c0_b] = words(x.c0)
  const [x_c1_a, x_c1_b] = words(x.c1)
  const [y_c0_a, y_c0_b] = words(y.c0)
  const [y_c1_a, y_c1_b] = words(y.c1)
  return { x_c0_a, x_c0_b, x_c1_a, x_c1_b, y_c0_a, y_c0_b, y_c1_a, y_c1_b }
}

/** Reads the 256 bytes of a point of G2. */
export const g2FromHex = (point: Hex): G2Point => {
  const word = (index: number): Hex => `0x${point.slice(2 + 64 * index, 66 + 64 * index)}`
  return {
    x_c0_a: word(0),
    x_c0_b: word(1),
    x_c1_a: word(2),
    x_c1_b: word(3),
    y_c0_a: word(4),
    y_c0_b: word(5),
    y_c1_a: word(6),
    y_c1_b: word(7),
  }
}

/** Returns the public key of a 32-byte secret key. */
export const blsPublicKey = (secretKey: Uint8Array): G1Point =>
  g1Words(longSignatures.getPublicKey(secretKey).toAffine())

/** Returns the 128 bytes of a key. */
export const g1ToHex = ({ x_a, x_b, y_a, y_b }: G1Point): Hex =>
  `0x${[x_a, x_b, y_a, y_b].map((word) => word.slice(2)).join('')}`

/** Returns the 256 bytes of a point of G2. */
export const g2ToHex = (point: G2Point): Hex => {
  const { x_c0_a, x_c0_b, x_c1_a, x_c1_b, y_c0_a, y_c0_b, y_c1_a, y_c1_b } = point
  return `0x${[x_c0_a, x_c0_b, x_c1_a, x_c1_b, y_c0_a, y_c0_b, y_c1_a, y_c1_b].map((word) => word.slice(2)).join('')}`
}

/** Returns keccak256 of the 128 bytes of a key: the name of the key in the registry and in the list. */
export const blsKeyHash = (key: G1Point): Hex => keccak256(g1ToHex(key))

/** Signs a 32-byte digest (ciphersuite BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_). Takes about 25 ms. */
export const blsSign = (digest: Hex, secretKey: Uint8Array): G2Point =>
  g2Words(longSignatures.sign(longSignatures.hash(hexToBytes(digest)), secretKey).toAffine())

/** Signs with the sum of secret keys. The result equals the sum of their signatures. */
export const blsSignTogether = (digest: Hex, secretKeys: readonly Uint8Array[]): G2Point => {
  const { Fr } = bls12_381.fields
  return blsSign(digest, Fr.toBytes(secretKeys.reduce((sum, key) => Fr.add(sum, Fr.fromBytes(key)), Fr.ZERO)))
}

/** Makes a secret key from 32 seed bytes: below the group order, never 0. */
export const blsSecretKey = (seed: Hex): Uint8Array => {
  const order = bls12_381.fields.Fr.ORDER
  const scalar = (BigInt(seed) % (order - 1n)) + 1n
  return hexToBytes(`0x${scalar.toString(16).padStart(64, '0')}`)
}
