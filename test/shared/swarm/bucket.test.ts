import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hexToBytes } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { BUCKETS, bucketOf, checkBucket } from '../../../shared/swarm/bucket.ts'
import { AccountKeyInvalidError, BucketInvalidError } from '../../../shared/swarm/errors.ts'
import { bytesArb, SEED, seeded } from '../arbitraries.ts'

const { accounts } = JSON.parse(readFileSync(new URL('../../vectors/swarms.json', import.meta.url), 'utf8')) as {
  accounts: { accountKey: string; bucket: number }[]
}

describe('bucketOf', () => {
  it('gives the buckets of the vectors', () => {
    expect(accounts.length).toBeGreaterThan(0)
    expect(accounts.map(({ accountKey }) => bucketOf(hexToBytes(accountKey)))).toEqual(
      accounts.map(({ bucket }) => bucket),
    )
  })

  it(seeded('is the first three hex digits of the hash, so from 0 to 4,095'), () => {
    fc.assert(
      fc.property(bytesArb(32), (key) => {
        const bucket = bucketOf(key)
        checkBucket(bucket)
        const digits = Array.from(keccak256(key), (byte) => byte.toString(16).padStart(2, '0')).join('')
        expect(bucket).toBe(Number.parseInt(digits.slice(0, 3), 16))
      }),
      { seed: SEED },
    )
  })

  it.each([0, 31, 33, 64])('refuses a key of %i bytes', (length) => {
    expect(() => bucketOf(new Uint8Array(length))).toThrow(AccountKeyInvalidError)
    expect(() => bucketOf(new Uint8Array(length))).toThrow(`this one has ${length}.`)
  })
})

describe('checkBucket', () => {
  it.each([-1, BUCKETS, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (bucket) => {
    expect(() => checkBucket(bucket)).toThrow(BucketInvalidError)
    expect(() => checkBucket(bucket)).toThrow(`There is no bucket ${bucket}: `)
  })
})
