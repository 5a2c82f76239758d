import { describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../../api/http/createRateLimiter.ts'
import { RATE_LIMIT_SALT_LIFE_MS } from '../../../api/limits.ts'

function limiter(args: { perSecond?: number; burst?: number; clientsMax?: number } = {}) {
  const clock = { ms: 0 }
  const { take } = createRateLimiter({ perSecond: 2, burst: 3, nowMs: () => clock.ms, ...args })
  return { clock, take }
}

describe('the rate limiter', () => {
  it('lets a burst through, then the average, and says how long to wait', () => {
    const { clock, take } = limiter()
    expect([1, 2, 3, 4].map(() => take('198.51.100.7'))).toEqual([0, 0, 0, 1])
    clock.ms += 499
    expect(take('198.51.100.7')).toBe(1)
    clock.ms += 1
    expect(take('198.51.100.7')).toBe(0)
    expect(take('198.51.100.7')).toBe(1)
  })

  it('never saves up more than a burst', () => {
    const { clock, take } = limiter()
    take('198.51.100.7')
    clock.ms += 600_000
    expect([1, 2, 3, 4].map(() => take('198.51.100.7'))).toEqual([0, 0, 0, 1])
  })

  it('keeps clients apart', () => {
    const { take } = limiter({ burst: 1 })
    expect(take('198.51.100.7')).toBe(0)
    expect(take('198.51.100.8')).toBe(0)
    expect(take('198.51.100.7')).toBe(1)
  })

  it('counts a /64 of IPv6 as one client, and IPv4 in IPv6 as IPv4', () => {
    const { take } = limiter({ burst: 1 })
    expect(take('2001:db8:1:2::5')).toBe(0)
    expect(take('2001:db8:1:2:ffff:ffff:ffff:ffff')).toBe(1)
    expect(take('2001:db8:1:3::5')).toBe(0)
    expect(take('2001:db8::5')).toBe(0)
    expect(take('198.51.100.7')).toBe(0)
    expect(take('::ffff:198.51.100.7')).toBe(1)
  })

  it('forgets the client seen longest ago when it knows too many', () => {
    const { take } = limiter({ burst: 1, clientsMax: 2 })
    expect(take('198.51.100.1')).toBe(0)
    expect(take('198.51.100.2')).toBe(0)
    expect(take('198.51.100.1')).toBe(1)
    expect(take('198.51.100.3')).toBe(0)
    expect(take('198.51.100.1')).toBe(1)
    expect(take('198.51.100.2')).toBe(0)
  })

  it('throws its hashes away with their salt after an hour', () => {
    const { clock, take } = limiter({ burst: 1, perSecond: 1 / 100_000 })
    expect(take('198.51.100.7')).toBe(0)
    clock.ms += RATE_LIMIT_SALT_LIFE_MS
    expect(take('198.51.100.7')).toBeGreaterThan(0)
    clock.ms += 1
    expect(take('198.51.100.7')).toBe(0)
  })

  it('lets this machine and a limit of 0 through', () => {
    const { take } = limiter({ burst: 1 })
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect([take(address), take(address)]).toEqual([0, 0])
    const off = limiter({ burst: 1, perSecond: 0 })
    expect([off.take('198.51.100.7'), off.take('198.51.100.7')]).toEqual([0, 0])
  })
})
