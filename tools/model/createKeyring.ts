import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bytesToHex, type Hex } from 'viem'
import { seededBlsKey, seededBytes } from '../../devnet/demo/seededKeys.ts'
import { blsKeyHash, blsPublicKey, blsSignTogether, type G1Point, type G2Point } from '../../shared/signing/bls.ts'
import type { KeyIndex } from './registration.ts'

const { Point } = bls12_381.G1

type KeyPair = {
  readonly secretKey: Uint8Array
  readonly point: InstanceType<typeof Point>
  readonly publicKey: G1Point
  readonly hash: Hex
}

export type Keyring = {
  /** The public key as contracts take it. */
  publicKey(index: KeyIndex): G1Point
  /** keccak of the key's 128 bytes. */
  hash(index: KeyIndex): Hex
  /** The Ed25519 key registered with it: 32 bytes that no contract inspects. */
  ed25519Key(index: KeyIndex): Hex
  /** Sum of public keys in the EIP-2537 encoding, 128 bytes; of none: zeros. */
  sum(indexes: Iterable<KeyIndex>): Hex
  /** One signature by the sum of the secret keys. */
  sign(digest: Hex, indexes: readonly KeyIndex[]): G2Point
}

const INFINITY: Hex = `0x${'00'.repeat(128)}`
/** The same sets occur again and again, the last few most of all. */
const SUMS_KEPT = 64

const PADDING = '00'.repeat(16)

/** Real BLS keys, made from the seed on first use. */
export const createKeyring = (seed: string): Keyring => {
  const pairs = new Map<KeyIndex, KeyPair>()
  const sums = new Map<string, Hex>()
  const pair = (index: KeyIndex): KeyPair => {
    const known = pairs.get(index)
    if (known !== undefined) return known
    const secretKey = seededBlsKey(seed, index)
    const publicKey = blsPublicKey(secretKey)
    const point = Point.fromAffine({
      x: BigInt(publicKey.x_a + publicKey.x_b.slice(2)),
      y: BigInt(publicKey.y_a + publicKey.y_b.slice(2)),
    })
    const made = { secretKey, publicKey, point, hash: blsKeyHash(publicKey) }
    pairs.set(index, made)
    return made
  }
  return {
    publicKey: (index) => pair(index).publicKey,
    hash: (index) => pair(index).hash,
    ed25519Key: (index) => seededBytes(seed, 'ed25519', index),
    sum: (indexes) => {
      // Some iterables can be read only once.
      const all = [...indexes].sort((a, b) => a - b)
      const name = all.join()
      const known = sums.get(name)
      if (known !== undefined) return known
      let sum = Point.ZERO
      for (const index of all) sum = sum.add(pair(index).point)
      const bytes = bytesToHex(sum.toBytes(false))
      const encoded: Hex = sum.is0() ? INFINITY : `0x${PADDING}${bytes.slice(2, 98)}${PADDING}${bytes.slice(98)}`
      if (sums.size === SUMS_KEPT) sums.clear()
      sums.set(name, encoded)
      return encoded
    },
    sign: (digest, indexes) =>
      blsSignTogether(
        digest,
        indexes.map((index) => pair(index).secretKey),
      ),
  }
}
