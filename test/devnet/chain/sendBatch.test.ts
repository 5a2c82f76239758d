import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { mapBounded } from '../../../shared/mapBounded.ts'

describe('tasks over a list, a few at once', () => {
  it('answer in the order of the list, and never more than the bound run', async () => {
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

  it('end before the first failure is told, and none begins after it', async () => {
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
