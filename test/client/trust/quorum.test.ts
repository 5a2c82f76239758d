import { describe, expect, it } from 'vitest'
import { ProvidersDisagreeError, ProviderTimesDifferError, TrustQuorumError } from '../../../client/trust/errors.ts'
import { agreedHash, type Poll, reachedHeader } from '../../../client/trust/quorum.ts'
import type { Hex } from '../../../shared/bytes.ts'

const A: Hex = `0x${'aa'.repeat(32)}`
const B: Hex = `0x${'bb'.repeat(32)}`

const poll = <T>(...answers: T[]): Poll<T> => ({
  answers: answers.map((answer, i) => ({ provider: `provider ${i}`, answer })),
  failures: [],
})
const times = (...seconds: number[]) =>
  poll(...seconds.map((second) => ({ number: BigInt(second), hash: A, timestamp: BigInt(second) })))

describe('agreedHash', () => {
  const wanted = { number: 5n, k: 2 }

  it('agreedHash returns the hash with k votes, and the dissent when others differ', () => {
    expect(agreedHash(poll(A, A), wanted)).toEqual({ hash: A, dissent: null })
    const { hash, dissent } = agreedHash(poll(A, B, A), wanted)
    expect(hash).toBe(A)
    expect(dissent?.map((answer) => answer.hash)).toEqual([A, B, A])
  })

  it('agreedHash throws when two hashes have k votes or none has', () => {
    expect(() => agreedHash(poll(A, A, B, B), wanted)).toThrow(ProvidersDisagreeError)
    expect(() => agreedHash(poll(A, B), wanted)).toThrow(ProvidersDisagreeError)
    expect(() => agreedHash(poll(A), wanted)).toThrow(TrustQuorumError)
  })
})

describe('reachedHeader', () => {
  it('reachedHeader returns the newest header that k providers have reached', () => {
    expect(reachedHeader(times(100, 9_999, 101), 2).timestamp).toBe(101n)
    expect(reachedHeader(times(100, 101, 5), 2).timestamp).toBe(100n)
  })

  it('reachedHeader throws when fewer than 2k - 1 answers are more than 300 s apart', () => {
    expect(reachedHeader(times(1_000, 700), 2).timestamp).toBe(700n)
    expect(() => reachedHeader(times(1_000, 699), 2)).toThrow(ProviderTimesDifferError)
    expect(reachedHeader(times(1_000, 699, 699), 2).timestamp).toBe(699n)
  })

  it('reachedHeader throws when fewer than k providers answered', () => {
    expect(() => reachedHeader(times(1_000), 2)).toThrow(TrustQuorumError)
  })
})
