import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { mapBounded } from '../../../shared/mapBounded.ts'

describe('mapBounded', () => {
  it('returns results in the order of the list when at most two tasks run at once', async () => {
    let running = 0
    let most = 0
    const task = async (item: number): Promise<number> => {
      most = Math.max(most, ++running)
      await sleep(item)
      running--
      return item * 2
    }
    expect(await mapBounded([9, 1, 5, 2, 7], task, 2)).toEqual([18, 2, 10, 4, 14])
    expect(most).toBe(2)
    expect(await mapBounded([], task)).toEqual([])
  })

  it('rejects after the running tasks have ended and starts no other when one fails', async () => {
    const begun: number[] = []
    const ended: number[] = []
    const task = async (item: number): Promise<void> => {
      begun.push(item)
      await sleep(item === 1 ? 1 : 20)
      if (item === 1) throw new Error('the second fails')
      ended.push(item)
    }
    await expect(mapBounded([0, 1, 2, 3], task, 2)).rejects.toThrow('the second fails')
    expect(begun).toEqual([0, 1])
    expect(ended).toEqual([0])
  })
})
