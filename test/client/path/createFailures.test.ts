import { describe, expect, it } from 'vitest'
import { createFailures } from '../../../client/path/createFailures.ts'

const MINUTE = 60_000

function start() {
  const clock = { now: 1_000 * MINUTE }
  return { clock, failures: createFailures(() => clock.now) }
}

describe('createFailures', () => {
  it('fail makes a node rest for 10 minutes, then 20, 40 and at most 60', () => {
    const { clock, failures } = start()
    for (const minutes of [10, 20, 40, 60, 60, 60]) {
      failures.fail(7)
      expect(failures.restsUntil(7)).toBe(clock.now + minutes * MINUTE)
      expect(failures.resting()).toEqual([7])
      clock.now += minutes * MINUTE
      expect(failures.restsUntil(7)).toBe(0)
      expect(failures.resting()).toEqual([])
    }
  })

  it('fail starts again with 10 minutes when the last failure is two hours old', () => {
    const { clock, failures } = start()
    failures.fail(7)
    failures.fail(7)
    clock.now += 120 * MINUTE
    failures.fail(7)
    expect(failures.restsUntil(7)).toBe(clock.now + 10 * MINUTE)
  })

  it('suspect makes a node rest after five paths in a row, and not before', () => {
    const { failures } = start()
    for (let i = 0; i < 4; i++) failures.suspect(7)
    expect(failures.resting()).toEqual([])
    failures.clear(7)
    for (let i = 0; i < 4; i++) failures.suspect(7)
    expect(failures.resting()).toEqual([])
    failures.suspect(7)
    expect(failures.resting()).toEqual([7])
  })

  it('clear ends a rest at once', () => {
    const { failures } = start()
    failures.fail(7)
    failures.clear(7)
    expect(failures.restsUntil(7)).toBe(0)
  })

  it('restsUntil returns 0 when the clock was set back by a year', () => {
    const { clock, failures } = start()
    clock.now += 525_600 * MINUTE
    failures.fail(7)
    clock.now -= 525_600 * MINUTE
    expect(failures.restsUntil(7)).toBe(0)
  })

  it('createFailures remembers the 1,024 nodes that failed last', () => {
    const { failures } = start()
    for (let nodeId = 0; nodeId < 1_030; nodeId++) failures.fail(nodeId)
    expect(failures.resting()).toHaveLength(1_024)
    expect(failures.restsUntil(5)).toBe(0)
    expect(failures.restsUntil(6)).toBeGreaterThan(0)
  })
})
