import type { SeedCampaign, SeedResult } from './campaign.ts'
import type { Tree } from './readTree.ts'

export type SeedJob = {
  readonly campaign: string
  readonly seed: string
  readonly size: number
  readonly tree: Tree
}

/** Runs one seed to its end. A failure is a result too. */
export const runSeed = async (
  campaign: SeedCampaign,
  job: SeedJob,
  onProgress: (done: number) => void,
): Promise<SeedResult> => {
  const startedAt = performance.now()
  const { seed, size, tree } = job
  let done = 0
  const outcome = await campaign
    .run({
      seed,
      size,
      onProgress: (now) => {
        done = now
        onProgress(now)
      },
    })
    .then(
      (operations) => ({ passed: true, operations, failedAt: null, error: null }),
      (error: unknown) => {
        const failedAt = operationOf(error)
        const text = error instanceof Error ? error.message : String(error)
        return { passed: false, operations: failedAt ?? done, failedAt, error: text }
      },
    )
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const finishedAt = new Date().toISOString()
  return { campaign: job.campaign, seed, size, ...outcome, seconds, ...tree, finishedAt }
}

const operationOf = (error: unknown): number | null => {
  const operation = typeof error === 'object' && error !== null && 'operation' in error ? error.operation : undefined
  return typeof operation === 'number' ? operation : null
}
