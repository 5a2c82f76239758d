import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { describe, expect, it } from 'vitest'
import { seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { verifyEd25519 } from '../../../indexer/project/verifyEd25519.ts'
import { hexToBytes } from '../../../shared/bytes.ts'

const bytes = (...labels: (string | number)[]) => hexToBytes(seededBytes('ed25519', ...labels))

/** The other implementation, in its strict mode. */
function verifyByNoble(args: { key: Uint8Array; message: Uint8Array; signature: Uint8Array }): boolean {
  try {
    return ed25519.verify(args.signature, args.message, args.key, { zip215: false })
  } catch {
    return false
  }
}

function signed(label: number) {
  const secret = bytes('secret', label)
  const message = bytes('message', label)
  return { key: ed25519.getPublicKey(secret), message, signature: ed25519.sign(message, secret) }
}

describe('verifyEd25519', () => {
  it('agrees with a second implementation on signatures, and on each of them with any one bit flipped', () => {
    let accepted = 0
    for (let label = 0; label < 3; label++) {
      const good = signed(label)
      expect([verifyEd25519(good), verifyByNoble(good)]).toEqual([true, true])
      for (const field of ['key', 'message', 'signature'] as const)
        for (let bit = label; bit < good[field].length * 8; bit += 7) {
          const flipped = good[field].slice()
          flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
          const bad = { ...good, [field]: flipped }
          if (verifyEd25519(bad) || verifyByNoble(bad)) accepted++
        }
    }
    expect(accepted).toBe(0)
  })

  it('takes no key of small order, although OpenSSL would: such a key signs everything', () => {
    // R = identity, s = 0: holds for the identity as key, whatever the message.
    const signature = new Uint8Array(64)
    signature[0] = 1
    expect(ED25519_TORSION_SUBGROUP).toHaveLength(8)
    for (const point of ED25519_TORSION_SUBGROUP) {
      for (const sign of [0, 0x80]) {
        const key = hexToBytes(`0x${point}`)
        key[31] = (key[31] ?? 0) ^ sign
        for (let i = 0; i < 8; i++) {
          const args = { key, message: bytes('any', i), signature }
          expect([verifyEd25519(args), verifyByNoble(args)]).toEqual([false, false])
        }
      }
    }
  })

  it('takes no y coordinate that is not reduced', () => {
    const signature = new Uint8Array(64)
    signature[0] = 1
    for (let low = 0xed; low <= 0xff; low++) {
      const key = new Uint8Array(32).fill(0xff)
      key[0] = low
      key[31] = 0x7f
      expect(verifyEd25519({ key, message: bytes('any'), signature })).toBe(false)
    }
  })

  it('takes no s that is not reduced (malleability), and nothing of another length', () => {
    const good = signed(9)
    const order = 2n ** 252n + 27_742_317_777_372_353_535_851_937_790_883_648_493n
    let s = order
    for (let i = 31; i >= 0; i--) s += BigInt(good.signature[32 + i] ?? 0) << BigInt(8 * i)
    const malleated = good.signature.slice()
    for (let i = 0; i < 32; i++) malleated[32 + i] = Number((s >> BigInt(8 * i)) & 0xffn)
    expect(verifyEd25519({ ...good, signature: malleated })).toBe(false)
    expect(verifyEd25519({ ...good, signature: good.signature.slice(0, 63) })).toBe(false)
    expect(verifyEd25519({ ...good, key: good.key.slice(0, 31) })).toBe(false)
    expect(verifyEd25519({ ...good, key: new Uint8Array() })).toBe(false)
  })
})
