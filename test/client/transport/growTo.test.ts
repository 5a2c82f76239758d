import { describe, expect, it } from 'vitest'
import { growTo } from '../../client/growTo.ts'

const LENGTH = 4_194_304

describe('a buffer that grows', () => {
  it('byte by byte to 4 MiB is a new one nine times, and all of them together are twice as large as the last', () => {
    const buffers: Uint8Array[] = []
    let buffer = new Uint8Array(0)
    for (let length = 1; length <= LENGTH; length++) {
      const next = growTo(buffer, length, LENGTH)
      if (next !== buffer) buffers.push(next)
      buffer = next
      buffer[length - 1] = length % 251
    }
    expect(buffers).toHaveLength(9)
    expect(buffer).toHaveLength(LENGTH)
    expect(buffers.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(2 * LENGTH)
    expect(buffer.every((byte, i) => byte === (i + 1) % 251)).toBe(true)
  })

  it('is never larger than it may become, and as large as it has to be at once', () => {
    expect(growTo(new Uint8Array(0), 5, 5)).toHaveLength(5)
    expect(growTo(new Uint8Array(20_000), 20_001, 30_000)).toHaveLength(30_000)
    expect(growTo(new Uint8Array(0), 1_000_000, LENGTH)).toHaveLength(1_000_000)
  })
})
