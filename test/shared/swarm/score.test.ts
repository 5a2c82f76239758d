import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BUCKETS } from '../../../shared/swarm/bucket.ts'
import { BucketInvalidError } from '../../../shared/swarm/errors.ts'
import { scoreInto, scoreOf } from '../../../shared/swarm/score.ts'
import { SEED, seeded } from '../arbitraries.ts'

const U64_MAX = (1n << 64n) - 1n

const { scores } = JSON.parse(readFileSync(new URL('../../vectors/swarms.json', import.meta.url), 'utf8')) as {
  scores: { seed: string; bucket: number; score: string }[]
}

/** Values at which a carry from half to half goes wrong first. */
const EDGES = [0n, 1n, 0xffffffffn, 0x100000000n, 0xffffffff00000000n, U64_MAX - 1n, U64_MAX]

const seedArb = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: U64_MAX }))
const bucketArb = fc.oneof(fc.constantFrom(0, BUCKETS - 1), fc.integer({ min: 0, max: BUCKETS - 1 }))

const halvesOf = (values: readonly bigint[]): Uint32Array =>
  Uint32Array.from(values.flatMap((value) => [Number(value >> 32n), Number(value & 0xffffffffn)]))

describe('scoreOf', () => {
  it('gives the scores of the vectors', () => {
    expect(scores.length).toBeGreaterThan(0)
    for (const { seed, bucket, score } of scores) expect(scoreOf(BigInt(seed), bucket)).toBe(BigInt(score))
  })

  it('equals the published SplitMix64: seed 1234567 gives its known first outputs in buckets 0, 1, 2', () => {
    const known = [6457827717110365317n, 3203168211198807973n, 9817491932198370423n]
    expect(known.map((_, bucket) => scoreOf(1234567n, bucket))).toEqual(known)
  })

  it('refuses a bucket that does not exist', () => {
    expect(() => scoreOf(1n, BUCKETS)).toThrow(BucketInvalidError)
    expect(() => scoreInto(new Uint32Array(2), -1, new Uint32Array(2))).toThrow(BucketInvalidError)
  })
})

describe('scoreInto', () => {
  it(seeded('gives what scoreOf gives, in halves'), () => {
    fc.assert(
      fc.property(fc.array(seedArb, { maxLength: 20 }), bucketArb, (seeds, bucket) => {
        const got = new Uint32Array(2 * seeds.length)
        scoreInto(halvesOf(seeds), bucket, got)
        expect(got).toEqual(halvesOf(seeds.map((seed) => scoreOf(seed, bucket))))
      }),
      { seed: SEED, numRuns: 1_000 },
    )
  })
})
