/** Runs one seed of a campaign in its own process. Job and result use the channel to the parent. */

import { runSeed, type SeedJob } from './runSeed.ts'
import { seedCampaignOf } from './seedCampaigns.ts'

/** Messages about progress in a run. */
const PROGRESS_STEPS = 10

const main = async (job: SeedJob): Promise<void> => {
  const step = Math.max(1, Math.floor(job.size / PROGRESS_STEPS))
  const result = await runSeed(seedCampaignOf(job.campaign), job, (done) => {
    if (done % step === 0) process.send?.({ done })
  })
  process.send?.({ result }, () => process.exit())
}

process.once('message', (job: SeedJob) => void main(job))
// The parent has ended, so the result has no receiver.
process.once('disconnect', () => process.exit(1))
