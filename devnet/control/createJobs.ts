import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  ERROR_CODES,
  type JobAnswer,
  type JobEvent,
  type JobKind,
  type ReplayResult,
} from '../../cli/lib/demo/protocol.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { ControlRefusedError } from './errors.ts'

/** Longest job: a replay of 20,000 nodes takes some ten minutes. */
const JOB_MS_MAX = 60 * 60_000

/** Longest message of a job that fails. An error of a chain may hold a whole transaction. */
const MESSAGE_LENGTH_MAX = 4_000

/** Pause between two looks of a reader at the progress. Readers get the newest state, so a slow one holds nothing up. */
const LOOK_MS = 100

type ProgressEvent = Extract<JobEvent, { type: 'progress' }>

/** Everything that a job works with. */
export type JobContext = {
  /** Aborted when the job is cancelled, when it takes too long, or when the devnet stops. */
  readonly signal: AbortSignal
  readonly onProgress: (stage: string, done: number, total: number) => void
}

/** Long work that the control port starts: one job at a time. */
export type Jobs = {
  /** The running job, or null. */
  readonly running: () => JobAnswer | null
  /** Starts a job. @throws ControlRefusedError if one is running */
  readonly start: (kind: JobKind, run: (context: JobContext) => Promise<ReplayResult>) => JobAnswer
  /**
   * Gives the events of a job: the state of each stage, then each change, then the end. The signal ends them early.
   *
   * @throws ControlRefusedError if no job has this id
   */
  readonly events: (id: string) => (signal: AbortSignal) => AsyncGenerator<JobEvent, void, void>
  /** Aborts a job. Its events end when it has cleaned up. @throws ControlRefusedError if no job has this id */
  readonly cancel: (id: string) => void
  /** Refuses further jobs, aborts the running one, and resolves when it has cleaned up. */
  readonly stop: () => Promise<void>
}

type Job = JobAnswer & {
  /** Newest event of each stage, in the order of their beginning. */
  readonly stages: Map<string, ProgressEvent>
  readonly abort: AbortController
  /** Resolves with the last event. Never rejects. */
  readonly ended: Promise<JobEvent>
  end: JobEvent | undefined
}

/** Creates an empty list of jobs. It remembers the newest job only. */
export const createJobs = (): Jobs => {
  let newest: Job | undefined
  let isStopped = false

  const find = (id: string): Job => {
    if (newest?.id === id) return newest
    const message = `The devnet has no job ${id}. It remembers only the newest.`
    throw new ControlRefusedError({ status: 404, code: 'JOB_UNKNOWN', message })
  }

  return {
    running: () => (newest === undefined || newest.end !== undefined ? null : { id: newest.id, kind: newest.kind }),
    start: (kind, run) => {
      if (isStopped)
        throw new ControlRefusedError({ status: 503, code: 'STOPPING', message: 'The devnet is stopping.' })
      if (newest !== undefined && newest.end === undefined) {
        const message = `The devnet runs another job: ${newest.kind} ${newest.id}.`
        throw new ControlRefusedError({ status: 409, code: ERROR_CODES.jobRunning, message })
      }
      const job = startJob(kind, run)
      newest = job
      return { id: job.id, kind }
    },
    events: (id) => {
      const job = find(id)
      return (signal) => eventsOf(job, signal)
    },
    cancel: (id) => find(id).abort.abort(),
    stop: async () => {
      isStopped = true
      newest?.abort.abort()
      await newest?.ended
    },
  }
}

const startJob = (kind: JobKind, run: (context: JobContext) => Promise<ReplayResult>): Job => {
  const stages: Job['stages'] = new Map()
  const abort = new AbortController()
  const tooLong = AbortSignal.timeout(JOB_MS_MAX)
  const signal = AbortSignal.any([abort.signal, tooLong])
  const work = async (): Promise<JobEvent> => {
    try {
      const result = await run({
        signal,
        onProgress: (stage, done, total) => {
          signal.throwIfAborted()
          stages.set(stage, { type: 'progress', stage, done, total })
        },
      })
      return { type: 'done', result }
    } catch (error) {
      if (abort.signal.aborted) return { type: 'cancelled' }
      if (tooLong.aborted) {
        return {
          type: 'failed',
          code: 'JOB_TOO_LONG',
          message: `The job took more than ${JOB_MS_MAX / 60_000} minutes.`,
        }
      }
      const message = error instanceof Error ? error.message : String(error)
      return { type: 'failed', code: codeOf(error), message: message.slice(0, MESSAGE_LENGTH_MAX) }
    }
  }
  const job: Job = {
    ...{ id: randomBytes(8).toString('hex'), kind, stages, abort, end: undefined },
    ended: work().then((end) => {
      job.end = end
      return end
    }),
  }
  return job
}

const codeOf = (error: unknown): string => (error instanceof BaseError ? error.code : 'JOB_FAILED')

async function* eventsOf(job: Job, signal: AbortSignal): AsyncGenerator<JobEvent, void, void> {
  const seen = new Map<string, ProgressEvent>()
  // Bounded by the job, which ends within `JOB_MS_MAX`.
  while (!signal.aborted) {
    // Read before the stages: their last state comes before the end.
    const { end } = job
    for (const [stage, event] of job.stages) {
      if (seen.get(stage) === event) continue
      seen.set(stage, event)
      yield event
    }
    if (end !== undefined) {
      yield end
      return
    }
    await Promise.race([job.ended, sleep(LOOK_MS)])
  }
}
