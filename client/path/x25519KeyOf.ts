import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, type Hex, hexToBytes } from '../shared/bytes.ts'

/**
 * The X25519 key that belongs to an Ed25519 key: u = (1 + y) / (1 − y) of the same point (RFC 7748, 4.1).
 *
 * A point with a part of small order, which only its owner can have made so, is taken: X25519 multiplies by 8 and so
 * agrees on the same secret.
 *
 * @param ed25519Key 32 bytes
 * @returns null when the key is no point of the curve, is not in its one canonical encoding, or is of small order: with
 * such a key nothing can be kept secret.
 */
export function x25519KeyOf(ed25519Key: Hex): Hex | null {
  const point = pointOf(hexToBytes(ed25519Key))
  if (point === null || point.isSmallOrder()) return null
  const { Fp } = ed25519.Point
  // A point that was just decoded has Z = 1 (else this throws): inverting it would take a quarter of the time.
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
