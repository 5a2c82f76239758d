import { describe, expect, it } from 'vitest'
import type { JobEvent, ReplayResult } from '../../../cli/lib/demo/protocol.ts'
import { createJobs, type JobContext, type Jobs } from '../../../devnet/control/createJobs.ts'
import { NetworkFileInvalidError } from '../../../devnet/replay/errors.ts'

const RESULT = { nodes: 3 } as ReplayResult

const collect = async (events: AsyncIterable<JobEvent>): Promise<JobEvent[]> => {
  const all: JobEvent[] = []
  for await (const event of events) all.push(event)
  return all
}

/** A job that ends when it is told, or aborted. */
const controlled = (jobs: Jobs) => {
  const end = Promise.withResolvers<ReplayResult>()
  let context: JobContext | undefined
  const { id } = jobs.start('replay', (given) => {
    context = given
    given.signal.addEventListener('abort', () => end.reject(new Error('its chain is gone')))
    return end.promise
  })
  if (context === undefined) throw new Error('The job did not begin.')
  return { id, context, end }
}

const never = () => new AbortController().signal

describe('createJobs', () => {
  it('gives the last state of each stage and the result to a reader that comes late', async () => {
    const jobs = createJobs()
    const { id, context, end } = controlled(jobs)
    expect(jobs.running()).toEqual({ id, kind: 'replay' })
    for (let done = 1; done <= 1_553; done++) context.onProgress('sign', done, 1_553)
    context.onProgress('register', 30, 1_553)
    end.resolve(RESULT)
    const expected = [
      { type: 'progress', stage: 'sign', done: 1_553, total: 1_553 },
      { type: 'progress', stage: 'register', done: 30, total: 1_553 },
      { type: 'done', result: RESULT },
    ]
    expect(await collect(jobs.events(id)(never()))).toEqual(expected)
    expect(jobs.running()).toBe(null)
    expect(await collect(jobs.events(id)(never()))).toEqual(expected)
  })

  it('gives each reader the changes while the job runs', async () => {
    const jobs = createJobs()
    const { id, context, end } = controlled(jobs)
    const events = jobs.events(id)(never())
    context.onProgress('sign', 1, 2)
    expect((await events.next()).value).toEqual({ type: 'progress', stage: 'sign', done: 1, total: 2 })
    context.onProgress('sign', 2, 2)
    expect((await events.next()).value).toEqual({ type: 'progress', stage: 'sign', done: 2, total: 2 })
    end.resolve(RESULT)
    expect((await events.next()).value).toEqual({ type: 'done', result: RESULT })
    expect((await events.next()).done).toBe(true)
  })

  it('ends the events of a reader that is gone, and the job runs on', async () => {
    const jobs = createJobs()
    const { id, end } = controlled(jobs)
    const gone = new AbortController()
    const events = collect(jobs.events(id)(gone.signal))
    gone.abort()
    expect(await events).toEqual([])
    expect(jobs.running()).toEqual({ id, kind: 'replay' })
    end.resolve(RESULT)
  })

  it('refuses a second job until the first has ended', async () => {
    const jobs = createJobs()
    const first = controlled(jobs)
    expect(() => controlled(jobs)).toThrow(`The devnet runs another job: replay ${first.id}.`)
    first.end.resolve(RESULT)
    await collect(jobs.events(first.id)(never()))
    const second = controlled(jobs)
    expect(() => jobs.events(first.id)).toThrow('It remembers only the newest.')
    second.end.resolve(RESULT)
  })

  it('ends with the error of a job that fails, named by its code', async () => {
    const jobs = createJobs()
    const failing = async (error: Error): Promise<JobEvent[]> => {
      const { id } = jobs.start('replay', () => Promise.reject(error))
      return collect(jobs.events(id)(never()))
    }
    const invalid = new NetworkFileInvalidError({ reason: 'it has no nodes' })
    expect(await failing(invalid)).toEqual([
      { type: 'failed', code: 'NETWORK_FILE_INVALID', message: 'it has no nodes.' },
    ])
    expect(await failing(new Error('no port'))).toEqual([{ type: 'failed', code: 'JOB_FAILED', message: 'no port' }])
  })

  it('ends with "cancelled" when the job is cancelled and fails for that reason', async () => {
    const jobs = createJobs()
    const { id, context } = controlled(jobs)
    jobs.cancel(id)
    expect(context.signal.aborted).toBe(true)
    expect(() => context.onProgress('sign', 1, 2)).toThrow()
    expect(await collect(jobs.events(id)(never()))).toEqual([{ type: 'cancelled' }])
  })

  it('aborts the running job and refuses others when it stops', async () => {
    const jobs = createJobs()
    const { id } = controlled(jobs)
    await jobs.stop()
    expect(jobs.running()).toBe(null)
    expect(await collect(jobs.events(id)(never()))).toEqual([{ type: 'cancelled' }])
    expect(() => controlled(jobs)).toThrow('The devnet is stopping.')
  })
})
