import { describe, expect, it } from 'vitest'
import * as bounds from '../../shared/uint.ts'

describe('the bounds of integers', () => {
  it.each(Object.entries(bounds))('give %s one less than its power of two', (name, bound) => {
    const bits = Number(/\d+/.exec(name)?.[0])
    const valueBits = name.startsWith('INT') ? bits - 1 : bits
    expect(BigInt(bound)).toBe(2n ** BigInt(valueBits) - 1n)
    expect(typeof bound).toBe(bits <= 53 ? 'number' : 'bigint')
  })
})
