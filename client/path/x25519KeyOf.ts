import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'

/**
 * Derives the X25519 key of an Ed25519 key: u = (1 + y) / (1 − y) of the same point (RFC 7748, 4.1).
 *
 * Takes a point with a part of small order, which only its owner can have made. X25519 multiplies by 8, so both sides agree on
 * the same secret.
 *
 * @param ed25519Key 32 bytes
 * @returns null if the key is not a point of the curve, not in canonical encoding, or of small order. Such a key cannot keep
 * a secret.
 */
export function x25519KeyOf(ed25519Key: Hex): Hex | null {
  const point = pointOf(hexToBytes(ed25519Key))
  if (point === null || point.isSmallOrder()) return null
  const { Fp } = ed25519.Point
  // A decoded point has Z = 1, else this throws. Inverting Z would take a quarter of the time.
  const { y } = point.toAffine(Fp.ONE)
  return bytesToHex(Fp.toBytes(Fp.div(Fp.add(Fp.ONE, y), Fp.sub(Fp.ONE, y))))
}

function pointOf(bytes: Uint8Array): InstanceType<typeof ed25519.Point> | null {
  try {
    return ed25519.Point.fromBytes(bytes)
  } catch {
    return null
  }
}
