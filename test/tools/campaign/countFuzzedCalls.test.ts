import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { countFuzzedCalls, readCallsPerRun } from '../../../tools/campaign/countFuzzedCalls.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

const REPORT = `
    ✔ testFuzz_negate_CancelsThePoint(uint256) (runs: 64)
    ✔ testFuzz_at_ReturnsTheSetBeforeTheEpochBegan(uint256) (runs: 32)
    ✔ invariant_EveryPromiseIsKept() (runs: 2)
    ✔ test_at_ReturnsAnEmptySetBeforeAnyChange()
`

it('a run counts once, or as often as its test says, or as long as its sequence is', () => {
  const perRun = new Map([['testFuzz_at_ReturnsTheSetBeforeTheEpochBegan', 16]])
  expect(countFuzzedCalls(REPORT, { perRun, depth: 256 })).toBe(64 + 32 * 16 + 2 * 256)
})

it('a report without runs has no calls', () => {
  expect(countFuzzedCalls('  12 passing', { perRun: new Map(), depth: 256 })).toBe(0)
})

it('the tests of sequences say how long they are', () => {
  const perRun = readCallsPerRun(ROOT)
  expect(perRun.get('testFuzz_trap11_ThePoolIsSolventAfterAnyCalls')).toBe(48)
  expect(perRun.get('testFuzz_trap17_AnySequenceEndsRegisteredOrRefunded')).toBe(14)
  expect(perRun.size).toBe(5)
})
