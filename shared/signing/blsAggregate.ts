import { bls12_381 } from '@noble/curves/bls12-381.js'
import { type Hex, hexToBytes } from 'viem'
import { type G1Point, type G2Point, g1Words, g2Words } from './bls.ts'

const { G1, G2, longSignatures } = bls12_381

type Key = InstanceType<typeof G1.Point>
type Signature = InstanceType<typeof G2.Point>

const field = (high: Hex, low: Hex): bigint => BigInt(`${high}${low.slice(2)}`)

/** @throws if the words are not a point of the group of prime order, or are infinity */
const keyPoint = (key: G1Point): Key => {
  const point = G1.Point.fromAffine({ x: field(key.x_a, key.x_b), y: field(key.y_a, key.y_b) })
  point.assertValidity()
  return point
}

/** @throws if the words are not a point of the group of prime order, or are infinity */
const signaturePoint = (signature: G2Point): Signature => {
  const point = G2.Point.fromAffine({
    x: { c0: field(signature.x_c0_a, signature.x_c0_b), c1: field(signature.x_c1_a, signature.x_c1_b) },
    y: { c0: field(signature.y_c0_a, signature.y_c0_b), c1: field(signature.y_c1_a, signature.y_c1_b) },
  })
  point.assertValidity()
  return point
}

/** Tells whether `key` signed the 32-byte digest. A point outside its group is invalid. Takes some 25 ms. */
export const blsVerify = (key: G1Point, digest: Hex, signature: G2Point): boolean => {
  try {
    const message = longSignatures.hash(hexToBytes(digest))
    return longSignatures.verify(signaturePoint(signature), message, keyPoint(key))
  } catch {
    return false
  }
}

/** Adds keys. Returns four zero words, the encoding of infinity, if there are none or they cancel out. */
export const sumKeys = (keys: readonly G1Point[]): G1Point => {
  const sum = keys.reduce<Key>((total, key) => total.add(keyPoint(key)), G1.Point.ZERO)
  return g1Words(sum.is0() ? { x: 0n, y: 0n } : sum.toAffine())
}

/** Adds signatures over one message: the result is the signature by the sum of their keys. Needs at least one. */
export const sumSignatures = (signatures: readonly G2Point[]): G2Point =>
  g2Words(longSignatures.aggregateSignatures(signatures.map(signaturePoint)).toAffine())
