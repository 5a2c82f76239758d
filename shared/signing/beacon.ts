import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { type G1Point, type G2Point, g1Words, g2Words } from './bls.ts'

const shortSignatures = bls12_381.shortSignatures

/** Bytes of a round's number in its message. */
const ROUND_BYTES = 8

/** Hex digits of a compressed point of G1, without a prefix. */
const G1_DIGITS = 96

/** Returns the message of a round: sha256 of its number as 8 bytes, big-endian. */
const messageOf = (round: number): Uint8Array => {
  const bytes = new Uint8Array(ROUND_BYTES)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(round))
  return sha256(bytes)
}

/**
 * Signs a round as a beacon does (ciphersuite BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_). Takes about 10 ms.
 *
 * @param secretKey 32 bytes, big-endian
 */
export const signRound = (round: number, secretKey: Uint8Array): G1Point =>
  g1Words(shortSignatures.sign(shortSignatures.hash(messageOf(round)), secretKey).toAffine())

/** Returns the public key of a beacon's secret key. */
export const beaconPublicKey = (secretKey: Uint8Array): G2Point =>
  g2Words(shortSignatures.getPublicKey(secretKey).toAffine())

/** Returns the 48 bytes that a beacon publishes for a signature, as hex without a prefix. */
export const compressG1 = ({ x_a, x_b, y_a, y_b }: G1Point): string =>
  bls12_381.G1.Point.fromAffine({ x: BigInt(x_a + x_b.slice(2)), y: BigInt(y_a + y_b.slice(2)) }).toHex(true)

/**
 * Returns the point of G1 in 48 compressed bytes, hex with or without the prefix 0x. Undefined if the text is not a point
 * of the subgroup.
 */
export const decompressG1 = (text: string): G1Point | undefined => {
  const digits = text.replace(/^0x/, '')
  if (digits.length !== G1_DIGITS) return undefined
  try {
    const point = bls12_381.G1.Point.fromHex(digits)
    point.assertValidity()
    return g1Words(point.toAffine())
  } catch {
    return undefined
  }
}

/** Returns the point of G2 in 96 compressed bytes, hex without a prefix. Throws if it is not a point of the subgroup. */
export const decompressG2 = (digits: string): G2Point => {
  const point = bls12_381.G2.Point.fromHex(digits)
  point.assertValidity()
  return g2Words(point.toAffine())
}
