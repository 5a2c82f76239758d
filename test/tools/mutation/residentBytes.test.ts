import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { residentBytes } from '../../../tools/mutation/residentBytes.ts'

const MIB = 2 ** 20

/** Linux gives no process a higher number. */
const PID_MAX = 2 ** 22

describe.skipIf(!existsSync('residentBytes'))('the memory that a process holds', () => {
  it('grows with the memory that a process fills', () => {
    const before = residentBytes(process.pid) ?? 0
    const filled = Buffer.alloc(256 * MIB, 1)
    const after = residentBytes(process.pid) ?? 0
    expect(before).toBeGreaterThan(10 * MIB)
    expect(after - before).toBeGreaterThan(200 * MIB)
    expect(filled.at(-1)).toBe(1)
  })

  it('returns undefined when the process does not exist', () => {
    expect(residentBytes(PID_MAX + 1)).toBeUndefined()
  })
})
