import type { Lane } from './createLane.ts'
import { BaselineFailedError } from './errors.ts'
import type { TestFile } from './orderTests.ts'

/**
 * Runs all tests on the unchanged contracts, in the same way as on a mutant.
 *
 * @returns measurements of each file
 * @throws BaselineFailedError if a test fails, or a file has none
 */
export const runBaseline = async (lanes: readonly Lane[], files: readonly string[]): Promise<TestFile[]> => {
  const waiting = [...files]
  const seen: TestFile[] = []
  const failures: string[] = []
  const testOn = async (lane: Lane): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const startedAt = performance.now()
      const run = await lane.test(file)
      failures.push(...run.failures, ...(run.tests === 0 ? [`${file} ran no test.`] : []))
      seen.push({ file, count: run.tests, seconds: (performance.now() - startedAt) / 1_000 })
    }
  }
  await Promise.all(lanes.map(testOn))
  if (failures.length > 0) throw new BaselineFailedError({ failures })
  return seen
}
