import { relative } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'

/** Tests that are printed. */
const COUNT = 20

/** Longest a test may take on a quiet machine with two cores. One that takes longer is marked: machines are noisy. */
const SECONDS_MAX = 20

/** Prints the slowest tests at the end of a run. Vitest's own reporters mark slow tests and do not rank them. */
export default class SlowestTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    // A run of a file or two has its times in the ordinary report.
    if (modules.length < COUNT) return
    const tests = modules.flatMap((module) => [...module.children.allTests()].map(lineOf))
    const slowest = tests.sort((a, b) => b.seconds - a.seconds).slice(0, COUNT)
    const lines = slowest.map(({ seconds, text }) => {
      const mark = seconds > SECONDS_MAX ? `  over ${SECONDS_MAX} s` : ''
      return `  ${seconds.toFixed(1).padStart(6)} s  ${text}${mark}`
    })
    process.stdout.write(`\nThe slowest ${lines.length} of ${tests.length} tests:\n${lines.join('\n')}\n`)
  }
}

const lineOf = (test: TestCase): { seconds: number; text: string } => ({
  seconds: (test.diagnostic()?.duration ?? 0) / 1_000,
  text: `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`,
})
