import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A line of Hardhat's report: a test that passed, and its number of runs. */
const RUNS = /((?:testFuzz|invariant)_\w+)\(.*\) \(runs: (\d+)/g

/** Declaration of calls in a sequence's test, see `countFuzzedCalls`. */
const TAGGED = /@custom:calls (\d+)\n\s*function (testFuzz_\w+)\(/g

/** Calls in a run of each test with a `@custom:calls`, by the test's name. */
export const readCallsPerRun = (root: string): ReadonlyMap<string, number> =>
  new Map(
    globSync('test/**/*.t.sol', { cwd: root })
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(TAGGED)])
      .map(([, calls, name]) => [name ?? '', Number(calls)]),
  )

/**
 * Counts the random calls behind a report, at the least. A run of a fuzz test is one call, unless the test declares
 * another number with `@custom:calls`: the minimum of its sequence. Read-only calls do not count.
 *
 * @param depth calls per run of an invariant's test
 */
export const countFuzzedCalls = (
  report: string,
  { perRun, depth }: { perRun: ReadonlyMap<string, number>; depth: number },
): number =>
  [...report.matchAll(RUNS)].reduce((sum, [, name = '', runs]) => {
    const calls = name.startsWith('invariant_') ? depth : (perRun.get(name) ?? 1)
    return sum + Number(runs) * calls
  }, 0)
