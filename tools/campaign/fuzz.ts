import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { keccak256, stringToHex } from 'viem'
import { superviseChild } from '../../devnet/process/superviseChild.ts'
import config from '../../hardhat.config.ts'
import type { SeedCampaign } from './campaign.ts'
import { countFuzzedCalls, readCallsPerRun } from './countFuzzedCalls.ts'
import { FuzzFailedError } from './errors.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const HARDHAT = 'node_modules/hardhat/dist/src/cli.js'

/** Longest wait for the tests to end when they are told to. */
const STOP_MS_MAX = 5_000

/** Longest part of the tests' own report that is kept. The report ends with the failures. */
const REPORT_CHARS_MAX = 1_000_000
const EXCERPT_CHARS_MAX = 2_000

/** The Solidity fuzz and invariant tests, with many runs and other random numbers. */
export const fuzz: SeedCampaign = {
  summary: 'the Solidity fuzz and invariant tests, with more runs and other seeds',
  full: { seeds: 4, size: 1_500 },
  short: { seeds: 1, size: 200 },
  run: async ({ seed, size, onProgress }) => {
    const env = { ...process.env, FUZZ_RUNS: String(size), FUZZ_SEED: keccak256(stringToHex(seed)) }
    const args = [HARDHAT, 'test', 'solidity', '--no-compile', '--grep', '^(testFuzz|invariant)_']
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let report = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        report = (report + chunk.toString()).slice(-REPORT_CHARS_MAX)
      })
    }
    const tests = superviseChild(child, { stopMsMax: STOP_MS_MAX, lastSignal: 'SIGKILL' })
    await tests.exited
    await tests.stop()
    const operations = countFuzzedCalls(report, { perRun: readCallsPerRun(ROOT), depth: sequenceCalls() })
    if (child.exitCode !== 0 || operations === 0)
      throw new FuzzFailedError({ seed, runs: size, report: excerptOf(report) })
    onProgress(size)
    return operations
  },
}

/** Names the failure first, and then the calls that led there. */
const excerptOf = (report: string): string => {
  const failures = report.lastIndexOf(' failing')
  return failures < 0 ? report.slice(-EXCERPT_CHARS_MAX) : report.slice(failures, failures + EXCERPT_CHARS_MAX)
}

/** Calls of one sequence of the invariants. */
const sequenceCalls = (): number => {
  const solidity = config.test?.solidity ?? {}
  const depth = 'profiles' in solidity ? undefined : solidity.invariant?.depth
  if (depth === undefined) throw new TypeError('hardhat.config.ts names no depth of the invariants.')
  return depth
}
