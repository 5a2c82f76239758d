import { type ChildProcess, fork } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { TestRun } from './createTestRunner.ts'
import { LaneLostError } from './errors.ts'
import type { MutantJob, Verdict } from './judgeMutant.ts'
import { residentBytes } from './residentBytes.ts'
import type { WorkerReply, WorkerRequest } from './worker.ts'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

/**
 * Random runs of each fuzz test. Invariants get a hundredth of it in sequences, rounded up. `npm test` runs four times
 * as much.
 */
const FUZZ_RUNS = 64

/** Time limit of a mutant's compilation, or of one test file. On an idle machine the longest takes a fiftieth of it. */
const STEP_SECONDS_MAX = 300

/**
 * Memory limit of a process, and the interval of its checks. Endless tests keep each step of the EVM for the stack
 * trace, all those of a file at once. Compiling and testing needs a quarter of it.
 */
const MEMORY_BYTES_MAX = 6 * 2 ** 30
const MEMORY_LOOK_MS = 250

/** Mutants per process, because the compiler's memory only grows. */
const MUTANTS_PER_WORKER = 100

export type LaneOptions = {
  readonly root: string
  /** Artifacts of the unchanged project. */
  readonly artifacts: string
  /** The lane's own copy of them. */
  readonly folder: string
}

/** One of several workers that judge mutants in parallel. */
export type Lane = {
  readonly test: (file: string) => Promise<TestRun>
  /** A mutant that takes too much time or memory counts as caught. */
  readonly judge: (job: MutantJob) => Promise<Verdict>
  readonly stop: () => void
}

/** Each method throws LaneLostError if the lane's process does not answer. */
export const createLane = ({ root, artifacts, folder }: LaneOptions): Lane => {
  let worker: ChildProcess | undefined
  let judged = 0
  const stop = (): void => {
    worker?.kill('SIGKILL')
    worker = undefined
    judged = 0
    rmSync(folder, { recursive: true, force: true })
  }
  const started = async (): Promise<ChildProcess> => {
    if (worker !== undefined && judged < MUTANTS_PER_WORKER) return worker
    stop()
    cpSync(artifacts, folder, { recursive: true })
    // Hardhat's output is discarded.
    worker = fork(WORKER, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, FUZZ_RUNS: String(FUZZ_RUNS) },
    })
    const reply = await ask(worker, { kind: 'start', root, folder })
    if ('started' in reply) return worker
    stop()
    throw new LaneLostError({ reason: describe(reply) })
  }
  return {
    stop,
    test: async (file) => {
      const reply = await ask(await started(), { kind: 'test', file })
      if ('run' in reply) return reply.run
      throw new LaneLostError({ reason: describe(reply) })
    },
    judge: async (job) => {
      const reply = await ask(await started(), { kind: 'judge', job })
      judged += 1
      if ('verdict' in reply) return reply.verdict
      stop()
      if ('took' in reply) return { outcome: 'caught', by: `${reply.step} took ${reply.took}`, file: reply.step }
      throw new LaneLostError({ reason: describe(reply) })
    },
  }
}

/** The worker's answer, or the reason why it is missing. */
type Answer = WorkerReply | { readonly step: string; readonly took: 'too long' | 'too much memory' }

const describe = (reply: Answer): string => ('error' in reply ? reply.error : JSON.stringify(reply))

const ask = (worker: ChildProcess, request: WorkerRequest): Promise<Answer> =>
  new Promise((resolve) => {
    let guard: NodeJS.Timeout | undefined
    let current: string = request.kind
    const memoryGuard = setInterval(() => {
      const held = worker.pid === undefined ? undefined : residentBytes(worker.pid)
      if (held !== undefined && held > MEMORY_BYTES_MAX) settle({ step: current, took: 'too much memory' })
    }, MEMORY_LOOK_MS)
    const settle = (answer: Answer): void => {
      clearTimeout(guard)
      clearInterval(memoryGuard)
      worker.off('message', hear).off('exit', lose)
      resolve(answer)
    }
    const expectSoon = (step: string): void => {
      clearTimeout(guard)
      current = step
      guard = setTimeout(() => settle({ step, took: 'too long' }), STEP_SECONDS_MAX * 1_000)
    }
    const hear = (reply: WorkerReply): void => ('step' in reply ? expectSoon(reply.step) : settle(reply))
    const lose = (code: number | null, signal: string | null): void =>
      settle({ error: `its process ended with ${signal ?? `code ${code}`}` })
    worker.on('message', hear).once('exit', lose)
    expectSoon(request.kind)
    worker.send(request)
  })
