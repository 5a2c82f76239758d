import { describe, expect, it } from 'vitest'
import { epochDue, isDue, isWithinLag, usableUntil } from '../../../client/list/epochTime.ts'

const SECONDS = 60

/** The second at which epoch 8 begins. */
const BOUNDARY = 480n

describe('epochTime', () => {
  it('epochDue changes exactly at a boundary, and is null when the time is unknown', () => {
    expect(epochDue(BOUNDARY - 1n, SECONDS)).toBe(6n)
    expect(epochDue(BOUNDARY, SECONDS)).toBe(7n)
    expect(epochDue(null, SECONDS)).toBeNull()
  })

  it('isDue is true for the epoch due, later ones and an unknown time', () => {
    const chainTime = BOUNDARY
    expect([6n, 7n, 8n].map((epoch) => isDue(epoch, chainTime, SECONDS))).toEqual([false, true, true])
    expect(isDue(6n, null, SECONDS)).toBe(true)
  })

  it('isWithinLag is false for an epoch too far behind and for an unknown time', () => {
    const at = { chainTime: BOUNDARY, epochSeconds: SECONDS, lag: 2 }
    expect([4n, 5n, 7n].map((epoch) => isWithinLag(epoch, at))).toEqual([false, true, true])
    expect(isWithinLag(7n, { ...at, chainTime: null })).toBe(false)
  })

  it('usableUntil returns the first second at which the list is out of use', () => {
    for (const lag of [0, 1, 5]) {
      const end = usableUntil(7n, lag, SECONDS)
      expect(isWithinLag(7n, { chainTime: end - 1n, epochSeconds: SECONDS, lag })).toBe(true)
      expect(isWithinLag(7n, { chainTime: end, epochSeconds: SECONDS, lag })).toBe(false)
    }
  })
})
