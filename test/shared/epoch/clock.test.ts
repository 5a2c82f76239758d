import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundaryOf, dueEpochAt, epochAt, secondsUntilNext, toEpoch } from '../../../shared/epoch/clock.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { makeEpochClockVectors } from '../../../tools/vectors/makeEpochClockVectors.ts'
import vectors from '../../vectors/epoch-clock.json' with { type: 'json' }

/** Lengths that the registry allows, in seconds. */
const epochSeconds = fc.integer({ min: 10, max: 86_400 })

/** Block timestamps are 64-bit integers. */
const time = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    if (error instanceof BaseError) return error.code
    throw error
  }
  return 'accepted'
}

describe('the epoch clock', () => {
  it('gives epoch, due epoch, boundary and rest of the epoch of each vector', () => {
    for (const vector of vectors.clocks) {
      const at = BigInt(vector.time)
      const epoch = epochAt(at, vector.epochSeconds)
      const due = dueEpochAt(at, vector.epochSeconds)
      expect({
        ...vector,
        epoch: epoch.toString(),
        due: due < 0n ? null : due.toString(),
        boundary: boundaryOf(epoch, vector.epochSeconds).toString(),
        untilNext: secondsUntilNext(at, vector.epochSeconds).toString(),
      }).toEqual(vector)
    }
    expect(vectors.clocks.length).toBeGreaterThan(100)
  })

  it('refuses the input of each refused vector with its code', () => {
    for (const { name, epochSeconds, code, ...of } of vectors.refused) {
      const run = () =>
        of.epoch === undefined
          ? epochAt(BigInt(of.time ?? ''), epochSeconds)
          : boundaryOf(toEpoch(BigInt(of.epoch)), epochSeconds)
      expect({ name, code: codeOf(run) }).toEqual({ name, code })
    }
  })

  it('has vectors that the tool makes again to the character', () => {
    expect(JSON.parse(JSON.stringify(makeEpochClockVectors()))).toEqual(vectors)
  })

  it('puts each time between two boundaries', () => {
    fc.assert(
      fc.property(time, epochSeconds, (at, length) => {
        const epoch = epochAt(at, length)
        const next = boundaryOf(toEpoch(epoch + 1n), length)
        expect(boundaryOf(epoch, length)).toBeLessThanOrEqual(at)
        expect(next).toBeGreaterThan(at)
        expect(at + secondsUntilNext(at, length)).toBe(next)
        expect(dueEpochAt(at, length)).toBe(epoch - 1n)
      }),
    )
  })

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'refuses an epoch length of %s in every function',
    (length) => {
      for (const run of [epochAt, dueEpochAt, secondsUntilNext])
        expect(codeOf(() => run(1n, length))).toBe('EPOCH_SECONDS_INVALID')
      expect(codeOf(() => boundaryOf(toEpoch(1n), length))).toBe('EPOCH_SECONDS_INVALID')
    },
  )

  it('says what is wrong and what is expected when a time is below 0', () => {
    expect(() => dueEpochAt(-1n, 3_600)).toThrowErrorMatchingInlineSnapshot(`
      [TimeInvalidError: The time is -1. Expected: unix seconds, not below 0.
      Take it from a block header.]
    `)
  })

  it('refuses the boundary of the due epoch when none is due', () => {
    expect(codeOf(() => boundaryOf(dueEpochAt(0n, 3_600), 3_600))).toBe('EPOCH_NUMBER_INVALID')
  })
})
