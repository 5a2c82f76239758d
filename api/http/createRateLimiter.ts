import { hash, randomBytes } from 'node:crypto'
import { RATE_LIMIT_CLIENTS_MAX, RATE_LIMIT_SALT_LIFE_MS } from '../limits.ts'

/** Takes one request of a client's allowance. */
export type RateLimiter = {
  /** @returns 0 where the request may pass, else the seconds to wait. */
  take(address: string): number
}

type Bucket = { tokens: number; atMs: number }

/**
 * A token bucket for each client: `burst` requests at once, `perSecond` on average. Clients are known by a salted hash
 * of their address only; salt and hashes live in memory and are thrown away together every hour. Of IPv6 the first 64
 * bits count, since a client owns all addresses below them.
 *
 * Loopback is let through: what comes from there is a tool on this machine, or a proxy that was not named in
 * TRUSTED_PROXIES, behind which all clients would share one bucket and one could lock out the others.
 */
export function createRateLimiter(args: {
  perSecond: number
  burst: number
  clientsMax?: number
  nowMs?: () => number
}): RateLimiter {
  const { perSecond, burst, clientsMax = RATE_LIMIT_CLIENTS_MAX, nowMs = () => performance.now() } = args
  const buckets = new Map<string, Bucket>()
  let salt = randomBytes(16).toString('base64')
  let saltedAtMs = nowMs()

  return {
    take(address) {
      if (perSecond === 0 || isLoopback(address)) return 0
      const now = nowMs()
      if (now - saltedAtMs > RATE_LIMIT_SALT_LIFE_MS) {
        salt = randomBytes(16).toString('base64')
        saltedAtMs = now
        buckets.clear()
      }
      const key = hash('sha256', salt + networkOf(address), 'base64')
      const bucket = buckets.get(key) ?? { tokens: burst, atMs: now }
      bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.atMs) / 1_000) * perSecond)
      bucket.atMs = now
      // Re-inserted, so that the first key is always that of the client seen longest ago.
      buckets.delete(key)
      if (buckets.size >= clientsMax) {
        const [oldest] = buckets.keys()
        if (oldest !== undefined) buckets.delete(oldest)
      }
      buckets.set(key, bucket)
      if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond)
      bucket.tokens -= 1
      return 0
    },
  }
}

function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1' || address.startsWith('::ffff:127.')
}

function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace('::ffff:', '')
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':')
    while (groups.length + after.length < 8) groups.push('0')
    groups.push(...after)
  }
  return groups.slice(0, 4).join(':')
}
