/**
 * Runs the Solidity tests on contracts that count their lines and statements, and fails where too few are reached:
 * `npm run coverage`. What it compiles is kept apart: the artifacts of everything else stay as they are.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Least share of lines, and of statements, of the contracts together. Percent. */
const COVERED_MIN = 98

/** Random runs of a fuzz test: more of them reach no other lines. */
const FUZZ_RUNS = 16

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ARGS = ['node_modules/hardhat/dist/src/cli.js', 'test', 'solidity', '--coverage']

const child = spawn(process.execPath, ARGS, {
  cwd: ROOT,
  env: { ...process.env, COVERAGE: 'yes', FUZZ_RUNS: String(FUZZ_RUNS) },
  stdio: ['ignore', 'pipe', 'inherit'],
})
let report = ''
child.stdout.on('data', (chunk: Buffer) => {
  report += chunk.toString()
  process.stdout.write(chunk)
})
const code = await new Promise<number>((resolve) => {
  child.once('exit', (exitCode) => resolve(exitCode ?? 1))
})

// The last row of the report's table: lines, then statements.
const [, lines, statements] = /Total\s+│\s+([\d.]+)\s+│\s+([\d.]+)/.exec(report) ?? []
if (code !== 0 || lines === undefined || statements === undefined) {
  process.stderr.write('The Solidity tests failed, or told no coverage: see above.\n')
  process.exitCode = 1
} else if (Math.min(Number(lines), Number(statements)) < COVERED_MIN) {
  process.stderr.write(`${lines} % of lines and ${statements} % of statements: ${COVERED_MIN} % are wanted of each.\n`)
  process.exitCode = 1
} else {
  process.stdout.write(`${lines} % of lines and ${statements} % of statements are reached.\n`)
}
