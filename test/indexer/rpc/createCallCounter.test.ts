import { describe, expect, it } from 'vitest'
import { createCallCounter } from '../../../indexer/rpc/createCallCounter.ts'

describe('createCallCounter', () => {
  it('counts calls by method, and those of the last 60 minutes only when an hour has passed', () => {
    let now = 1_700_000_000_000
    const counter = createCallCounter({ nowMs: () => now })
    for (let minute = 0; minute < 90; minute++) {
      counter.sent('eth_call')
      if (minute % 2 === 0) counter.sent('eth_getLogs')
      now += 60_000
    }
    expect(counter.byMethod()).toEqual({ eth_call: 90, eth_getLogs: 45 })
    // The minute that has begun is one of the 60, and holds none.
    expect(counter.lastHour()).toBe(59 + 29)
    now += 3_600_000
    expect(counter.lastHour()).toBe(0)
  })
})
