import { createPublicKey, type KeyObject, verify } from 'node:crypto'

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

/**
 * The y coordinates of the eight points of small order, little-endian. A signature by such a "key" holds for many
 * messages or all: it identifies nobody.
 */
const SMALL_ORDER_Y: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

/**
 * Whether `signature` is `key`'s over `message`, strictly (RFC 8032, no cofactor, canonical encodings, no key of small
 * order). Never throws: bytes that are no key or no signature are a "no".
 *
 * Native, because history holds thousands of registrations: 0.1 ms a signature, against 2 ms in JavaScript.
 */
export function verifyEd25519(args: { key: Uint8Array; message: Uint8Array; signature: Uint8Array }): boolean {
  const { key, message, signature } = args
  if (key.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES || !isSoundKey(key)) return false
  try {
    return verify(null, message, toKeyObject(key), signature)
  } catch {
    return false
  }
}

function toKeyObject(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' })
}

/** OpenSSL takes keys of small order, and y coordinates that are not reduced; strict verifiers take neither. */
function isSoundKey(key: Uint8Array): boolean {
  const y = Buffer.from(key)
  // The highest bit is the sign of x.
  y[KEY_BYTES - 1] = (y[KEY_BYTES - 1] ?? 0) & 0x7f
  // The field's prime is 2^255 - 19: only 19 numbers of 255 bits are not below it.
  const isReduced = (y[0] ?? 0) < 0xed || y[KEY_BYTES - 1] !== 0x7f || y.subarray(1, -1).some((byte) => byte !== 0xff)
  return isReduced && !SMALL_ORDER_Y.has(y.toString('hex'))
}
