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

it("countFuzzedCalls counts a run once, by its test's declaration, or by the length of its sequence", () => {
  const perRun = new Map([['testFuzz_at_ReturnsTheSetBeforeTheEpochBegan', 16]])
  expect(countFuzzedCalls(REPORT, { perRun, depth: 256 })).toBe(64 + 32 * 16 + 2 * 256)
})

it('countFuzzedCalls returns 0 when the report has no runs', () => {
  expect(countFuzzedCalls('  12 passing', { perRun: new Map(), depth: 256 })).toBe(0)
})

it('readCallsPerRun reads the lengths of sequences', () => {
  const perRun = readCallsPerRun(ROOT)
  expect(perRun.get('testFuzz_trap11_ThePoolIsSolventAfterAnyCalls')).toBe(48)
  expect(perRun.get('testFuzz_trap17_AnySequenceEndsRegisteredOrRefunded')).toBe(14)
  expect(perRun.size).toBe(6)
})
