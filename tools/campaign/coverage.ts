import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Campaign } from './campaign.ts'

/** Minimum share of lines, and of statements, of the contracts together. Percent. */
const COVERED_MIN = 98

/** Random runs of a fuzz test. More runs reach no other lines. */
const FUZZ_RUNS = 16

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ARGS = ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity', '--coverage']

/**
 * Runs the Solidity tests on instrumented contracts. The compiled output is kept apart, so all other artifacts stay as
 * they are.
 */
export const coverage: Campaign = {
  summary: `lines and statements of the contracts that the Solidity tests reach: ${COVERED_MIN} % at least`,
  run: async ({ say }) => {
    const { code, report } = await runTests()
    // The last row of the report's table: lines, then statements.
    const [, lines, statements] = /Total\s+│\s+([\d.]+)\s+│\s+([\d.]+)/.exec(report) ?? []
    if (code !== 0 || lines === undefined || statements === undefined) {
      process.stdout.write(report)
      return ['The Solidity tests failed, or the report names no coverage. See above.']
    }
    const reached = `${lines} % of lines and ${statements} % of statements`
    say(`coverage: ${reached}`)
    const isEnough = Math.min(Number(lines), Number(statements)) >= COVERED_MIN
    return isEnough ? [] : [`The Solidity tests reach ${reached}. At least ${COVERED_MIN} % of each are expected.`]
  },
}

const runTests = async (): Promise<{ code: number; report: string }> => {
  const child = spawn(process.execPath, ARGS, {
    cwd: ROOT,
    env: { ...process.env, COVERAGE: 'yes', FUZZ_RUNS: String(FUZZ_RUNS) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let report = ''
  child.stdout.on('data', (chunk: Buffer) => {
    report += chunk.toString()
  })
  const code = await new Promise<number>((resolve) => {
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  return { code, report }
}
