import { describe, expect, it, vi } from 'vitest'
import { createContentCache } from '../../../api/cache/createContentCache.ts'

const cacheOf = (bytesMax = 100_000) => createContentCache<string>({ bytesMax, sizeOf: (value) => value.length })

describe('a cache of answers named by their content', () => {
  it('loads once, however many ask at once or later', async () => {
    const cache = cacheOf()
    const load = vi.fn(async () => 'answer')
    expect(cache.held('key')).toBeUndefined()
    expect(await Promise.all([cache.get('key', load), cache.get('key', load)])).toEqual(['answer', 'answer'])
    expect(await cache.get('key', load)).toBe('answer')
    expect(cache.held('key')).toBe('answer')
    expect(load).toHaveBeenCalledTimes(1)
    expect(await cache.get('other', load)).toBe('answer')
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('keeps nothing of a load that failed, and loads again', async () => {
    const cache = cacheOf()
    const load = vi.fn(async () => 'answer').mockRejectedValueOnce(new Error('database'))
    await expect(cache.get('key', load)).rejects.toThrow('database')
    expect(await cache.get('key', load)).toBe('answer')
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('forgets what was used least once its bytes are more than it may hold', async () => {
    const cache = cacheOf(10_000)
    const answer = async () => 'x'.repeat(2_000)
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await cache.get(key, answer)
    expect(['a', 'b', 'f'].map((key) => cache.held(key)?.length)).toEqual([undefined, undefined, 2_000])
  })
})
