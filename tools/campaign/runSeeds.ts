import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CampaignOptions, Extent, SeedResult } from './campaign.ts'
import { WorkerLostError } from './errors.ts'
import { describeTree } from './readTree.ts'
import { appendResult, readResults } from './results.ts'
import type { SeedJob } from './runSeed.ts'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

/** Seeds run at once, each in its own process. The project is planned for two cores. */
const WORKERS = 2

/** Guards against a hang of one seed. The longest takes a quarter of it. */
const SEED_MS_MAX = 60 * 60_000

export type SeedsOptions = Omit<CampaignOptions, 'isShort' | 'match'> & {
  readonly name: string
  readonly extent: Extent
}

/**
 * Runs the seeds of a campaign that have no result for this commit, and writes each result at once. A stopped run
 * resumes. Results of a changed tree do not count, because the tree may have changed again.
 *
 * @returns the results of all its seeds, old and new
 */
export const runSeeds = async (options: SeedsOptions): Promise<SeedResult[]> => {
  const { name, extent, readTree, folder, say } = options
  const { size } = extent
  const tree = readTree()
  const seeds = Array.from({ length: extent.seeds }, (_, index) => `${name} ${index + 1}`)
  const isOld = (result: SeedResult): boolean =>
    result.commit === tree.commit && !result.dirty && !tree.dirty && result.size === size && seeds.includes(result.seed)
  const old = (await readResults<SeedResult>(folder, name)).filter(isOld)
  const results = [...old]
  const waiting = seeds.filter((seed) => !old.some((result) => result.seed === seed))
  say(`${name}: ${waiting.length} of ${seeds.length} seeds to run, ${size} each, at ${describeTree(tree)}`)
  const lane = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const result = await runInWorker({ campaign: name, seed, size, tree: readTree() }, options)
      await appendResult(folder, result)
      results.push(result)
      say(describe(result))
    }
  }
  await Promise.all(Array.from({ length: WORKERS }, lane))
  return results
}

const describe = ({ seed, passed, operations, seconds, failedAt, error }: SeedResult): string => {
  if (passed) return `${seed}: ${operations} operations in ${seconds} s`
  return `${seed}: FAILED${failedAt === null ? '' : ` at operation ${failedAt}`} after ${seconds} s\n${error}`
}

const runInWorker = (job: SeedJob, { update }: SeedsOptions): Promise<SeedResult> => {
  const startedAt = performance.now()
  const child = fork(WORKER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return new Promise((resolve) => {
    const lose = (reason: string): void => {
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10
      const error = new WorkerLostError({ seed: job.seed, reason }).message
      const { tree, ...rest } = job
      const finishedAt = new Date().toISOString()
      resolve({ ...rest, passed: false, operations: 0, failedAt: null, error, seconds, ...tree, finishedAt })
    }
    const guard = setTimeout(() => {
      child.kill('SIGKILL')
      lose(`it took longer than ${SEED_MS_MAX / 60_000} minutes`)
    }, SEED_MS_MAX)
    child.on('message', (message: { done?: number; result?: SeedResult }) => {
      if (message.done !== undefined) update(job.seed, message.done, job.size)
      if (message.result !== undefined) resolve(message.result)
    })
    child.once('error', (error) => lose(error.message))
    child.once('exit', (code, signal) => {
      clearTimeout(guard)
      lose(`its process ended with ${signal ?? `code ${code}`}`)
    })
    child.send(job)
  })
}
