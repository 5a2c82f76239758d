import { describe, expect, it } from 'vitest'
import { createRangeWidth, type RangeWidth } from '../../../shared/rpc/createRangeWidth.ts'

const refusal = { isTimeout: false }

/** Answers as an endpoint does that takes at most `limit` blocks; gives the widths that were asked for. */
const askMany = (width: RangeWidth, limit: bigint, requests: number): bigint[] =>
  Array.from({ length: requests }, () => {
    const blocks = width.blocks()
    if (blocks > limit) width.refused(blocks, refusal)
    else width.worked(blocks, 0)
    return blocks
  })

describe('createRangeWidth', () => {
  it('doubles the width up to 100,000 blocks when nothing is refused', () => {
    const widths = askMany(createRangeWidth(), 10n ** 9n, 10)
    expect(widths.slice(0, 3)).toEqual([1_000n, 2_000n, 4_000n])
    expect(widths.at(-1)).toBe(100_000n)
  })

  it('returns to the width that worked last when a wider one is refused', () => {
    expect(askMany(createRangeWidth(), 3_000n, 4)).toEqual([1_000n, 2_000n, 4_000n, 2_000n])
  })

  it('halves the width when none has worked yet, down to one block', () => {
    expect(askMany(createRangeWidth(), 1n, 12)).toEqual([1_000n, 500n, 250n, 125n, 62n, 31n, 15n, 7n, 3n, 1n, 2n, 1n])
  })

  it('takes a suggested width when it is narrower than the refused one', () => {
    const width = createRangeWidth()
    width.refused(1_000n, { ...refusal, blocksSuggested: 800n })
    expect(width.blocks()).toBe(800n)
    width.refused(800n, { ...refusal, blocksSuggested: 10_000n })
    expect(width.blocks()).toBe(400n)
  })

  it('quarters the width when the endpoint takes too long', () => {
    const width = createRangeWidth()
    width.refused(1_000n, { isTimeout: true })
    expect(width.blocks()).toBe(250n)
  })

  it('loses at most one request in twenty when an endpoint has a fixed limit', () => {
    const width = createRangeWidth()
    askMany(width, 700n, 40)
    const widths = askMany(width, 700n, 400)
    expect(widths.filter((blocks) => blocks > 700n).length).toBeLessThanOrEqual(20)
    expect(widths.filter((blocks) => blocks <= 700n).every((blocks) => blocks >= 467n)).toBe(true)
  })

  it('grows from one block to a thousand again when the dense part of a chain is over', () => {
    const width = createRangeWidth()
    askMany(width, 1n, 20)
    const widths = askMany(width, 10n ** 9n, 120)
    expect(widths.at(-1)).toBeGreaterThan(1_000n)
  })

  it('halves the width without a refusal when an answer holds more than 5,000 logs', () => {
    const width = createRangeWidth()
    width.worked(1_000n, 5_001)
    expect(width.blocks()).toBe(500n)
    width.worked(500n, 5_000)
    expect(width.blocks()).toBe(1_000n)
  })

  it('narrows once when several ranges of one width are refused', () => {
    const width = createRangeWidth()
    for (let range = 0; range < 4; range++) width.refused(1_000n, refusal)
    expect(width.blocks()).toBe(500n)
  })

  it('expects a width to work when it was answered, until it or a narrower one is refused', () => {
    const width = createRangeWidth()
    expect(width.shouldWork(1_000n)).toBe(false)
    width.worked(1_000n, 0)
    expect(width.shouldWork(1_000n)).toBe(true)
    expect(width.shouldWork(1_001n)).toBe(false)
    width.refused(800n, refusal)
    expect(width.shouldWork(799n)).toBe(true)
    expect(width.shouldWork(800n)).toBe(false)
  })

  it('forgets what it has learnt when a day is over', () => {
    let now = 0
    const width = createRangeWidth({ nowMs: () => now })
    width.refused(1_000n, { ...refusal, blocksSuggested: 10n })
    now = 86_400_000
    expect(width.blocks()).toBe(10n)
    now++
    expect(width.blocks()).toBe(1_000n)
  })
})
