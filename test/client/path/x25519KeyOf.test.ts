import {
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { x25519KeyOf } from '../../../client/path/x25519KeyOf.ts'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { readRealNetwork } from '../../../tools/paths/network.ts'

/** Bytes before the 32 bytes of an X25519 key in PKCS #8 and in SubjectPublicKeyInfo (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')

const privateX25519 = (bytes: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' })
const publicX25519 = (key: Hex): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, hexToBytes(key)]), format: 'der', type: 'spki' })

const jwkBytes = (key: KeyObject, field: 'x' | 'd'): Uint8Array =>
  Buffer.from(key.export({ format: 'jwk' })[field] as string, 'base64url')

/** Returns the first half of the hash of a seed: the scalar of the Ed25519 key (RFC 8032, 5.1.5). X25519 clamps it itself. */
const scalarOf = (seed: Uint8Array): Uint8Array => createHash('sha512').update(seed).digest().subarray(0, 32)

const littleEndian = (value: bigint): Hex => {
  const bytes = new Uint8Array(32)
  for (let i = 0; i < 32; i++) bytes[i] = Number((value >> BigInt(8 * i)) & 0xffn)
  return bytesToHex(bytes)
}

const PRIME = 2n ** 255n - 19n

describe('x25519KeyOf', () => {
  it('x25519KeyOf returns the key of the test vector of libsodium', () => {
    expect(x25519KeyOf('0xb5076a8474a832daee4dd5b4040983b6623b5f344aca57d4d6ee4baf3f259e6e')).toBe(
      '0xf1814f0e8ff1043d8a44d25babff3cedcae6c22c3edaa48f857ae70de2baae50',
    )
  })

  it('x25519KeyOf returns the public key of the same scalar, and both sides agree on a secret in OpenSSL', () => {
    for (let i = 0; i < 50; i++) {
      const node = generateKeyPairSync('ed25519')
      const own = privateX25519(scalarOf(jwkBytes(node.privateKey, 'd')))
      const derived = x25519KeyOf(bytesToHex(jwkBytes(node.publicKey, 'x'))) as Hex
      expect(derived).toBe(bytesToHex(jwkBytes(createPublicKey(own), 'x')))
      const client = generateKeyPairSync('x25519')
      const secret = diffieHellman({ privateKey: client.privateKey, publicKey: publicX25519(derived) })
      expect(diffieHellman({ privateKey: own, publicKey: client.publicKey })).toEqual(secret)
    }
  })

  it('x25519KeyOf returns a different key for each key of the real network', () => {
    const keys = readRealNetwork().map(({ ed25519Key }) => x25519KeyOf(ed25519Key))
    expect(keys).not.toContain(null)
    expect(new Set(keys).size).toBe(1_553)
  })

  it.each(ED25519_TORSION_SUBGROUP)('x25519KeyOf returns null for the point of small order %s', (key) => {
    expect(x25519KeyOf(`0x${key}`)).toBeNull()
  })

  it('x25519KeyOf returns null for a y without a point, about every second one', () => {
    const refused = Array.from({ length: 200 }, (_, i) => x25519KeyOf(littleEndian(BigInt(i + 2)))).filter(
      (key) => key === null,
    )
    expect(refused.length).toBeGreaterThan(70)
    expect(refused.length).toBeLessThan(130)
  })

  it('x25519KeyOf returns null for a y that is not reduced, unlike OpenSSL', () => {
    for (let y = PRIME; y < 2n ** 255n; y++) expect(x25519KeyOf(littleEndian(y))).toBeNull()
  })

  it('x25519KeyOf takes a key with a part of small order, and both sides agree on a secret', () => {
    const seed = new Uint8Array(32).fill(7)
    const torsion = ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[3] as string)
    const mixed = ed25519.Point.fromBytes(ed25519.getPublicKey(seed)).add(torsion)
    expect(mixed.isTorsionFree()).toBe(false)
    const derived = x25519KeyOf(bytesToHex(mixed.toBytes())) as Hex
    const client = generateKeyPairSync('x25519')
    const secret = diffieHellman({ privateKey: client.privateKey, publicKey: publicX25519(derived) })
    expect(diffieHellman({ privateKey: privateX25519(scalarOf(seed)), publicKey: client.publicKey })).toEqual(secret)
  })
})
