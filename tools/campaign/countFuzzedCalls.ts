import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line of what Hardhat reports: a test that passed, and how many times it ran. */
const RUNS = /((?:testFuzz|invariant)_\w+)\(.*\) \(runs: (\d+)/g

/** What a sequence's test says of itself: see the docs of `countFuzzedCalls`. */
const TAGGED = /@custom:calls (\d+)\n\s*function (testFuzz_\w+)\(/g

/** The calls that a run of each test with a `@custom:calls` makes, by the test's name. */
export const readCallsPerRun = (root: string): ReadonlyMap<string, number> =>
  new Map(
    globSync('test/**/*.t.sol', { cwd: root })
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(TAGGED)])
      .map(([, calls, name]) => [name ?? '', Number(calls)]),
  )

/**
 * How many random calls the tests of a report made, at the least. A run of a fuzz test is one, unless the test names another
 * number with `@custom:calls`: the least that a run of its sequence makes. Calls that only read are not counted.
 *
 * @param depth calls of a run of an invariant's test
 */
export const countFuzzedCalls = (
  report: string,
  { perRun, depth }: { perRun: ReadonlyMap<string, number>; depth: number },
): number =>
  [...report.matchAll(RUNS)].reduce((sum, [, name = '', runs]) => {
    const calls = name.startsWith('invariant_') ? depth : (perRun.get(name) ?? 1)
    return sum + Number(runs) * calls
  }, 0)
