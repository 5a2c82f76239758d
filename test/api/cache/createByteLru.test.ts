import { describe, expect, it } from 'vitest'
import { createByteLru } from '../../../api/cache/createByteLru.ts'

describe('a cache bounded in bytes', () => {
  it('gives up what was used least recently', () => {
    const lru = createByteLru<string>({ bytesMax: 6_000 })
    for (const key of ['a', 'b', 'c', 'd']) lru.set(key, key, 1_200)
    expect(lru.get('a')).toBe('a')
    lru.set('e', 'e', 1_200)
    expect(['a', 'b', 'c', 'd', 'e'].filter((key) => lru.get(key) !== undefined)).toEqual(['a', 'c', 'd', 'e'])
  })

  it('never holds more than its bound, whatever is put in', () => {
    const lru = createByteLru<number>({ bytesMax: 50_000 })
    for (let i = 0; i < 2_000; i++) {
      lru.set(`key ${i % 700}`, i, (i * 7_919) % 12_000)
      expect(lru.size()).toBeLessThanOrEqual(50_000)
    }
    expect(lru.size()).toBeGreaterThan(25_000)
  })

  it('refuses an entry that would push most others out, and drops what it replaced', () => {
    const lru = createByteLru<string>({ bytesMax: 10_000 })
    lru.set('a', 'small', 10)
    lru.set('a', 'large', 5_000)
    expect(lru.get('a')).toBeUndefined()
    expect(lru.size()).toBe(0)
  })

  it('counts a replaced entry once', () => {
    const lru = createByteLru<string>({ bytesMax: 10_000 })
    for (let i = 0; i < 100; i++) lru.set('a', 'x', 1_000)
    expect(lru.size()).toBeLessThan(1_500)
  })
})
