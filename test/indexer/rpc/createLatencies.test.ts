import { describe, expect, it } from 'vitest'
import { createLatencies } from '../../../indexer/rpc/createLatencies.ts'

describe('createLatencies', () => {
  it('tells nothing when fewer than five answers of a method are known', () => {
    const latencies = createLatencies()
    for (let i = 0; i < 4; i++) latencies.note('eth_call', 10)
    for (let i = 0; i < 9; i++) latencies.note('eth_getLogs', 10)
    expect(latencies.p95('eth_call')).toBeUndefined()
    latencies.note('eth_call', 10)
    expect(latencies.p95('eth_call')).toBe(10)
  })

  it('tells the time within which 95 of 100 of the last 50 answers came', () => {
    const latencies = createLatencies()
    for (let ms = 1; ms <= 100; ms++) latencies.note('eth_call', ms)
    expect(latencies.p95('eth_call')).toBe(98)
    for (let i = 0; i < 50; i++) latencies.note('eth_call', 7)
    expect(latencies.p95('eth_call')).toBe(7)
  })
})
