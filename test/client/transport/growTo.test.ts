import { describe, expect, it } from 'vitest'
import { growTo } from '../../../client/transport/growTo.ts'

const LENGTH = 4_194_304

describe('growTo', () => {
  it('growTo makes nine buffers of twice 4 MiB together when a buffer grows byte by byte to 4 MiB', () => {
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

  it('growTo returns a buffer of the needed size, never larger than the maximum', () => {
    expect(growTo(new Uint8Array(0), 5, 5)).toHaveLength(5)
    expect(growTo(new Uint8Array(20_000), 20_001, 30_000)).toHaveLength(30_000)
    expect(growTo(new Uint8Array(0), 1_000_000, LENGTH)).toHaveLength(1_000_000)
  })
})
