import { mutation } from '../mutation/mutation.ts'
import type { Campaign } from './campaign.ts'
import { coverage } from './coverage.ts'
import { CampaignUnknownError } from './errors.ts'
import { runSeeds } from './runSeeds.ts'
import { seedCampaigns } from './seedCampaigns.ts'

const ofSeeds = Object.entries(seedCampaigns).map(([name, { summary, full, short }]): [string, Campaign] => [
  name,
  {
    summary,
    run: async (options) => {
      const results = await runSeeds({ ...options, name, extent: options.isShort ? short : full })
      const failed = results.filter(({ passed }) => !passed)
      return failed.map(({ seed, failedAt }) => `${seed} fails${failedAt === null ? '' : ` at operation ${failedAt}`}`)
    },
  },
])

/** All campaigns by name. */
export const campaigns: Readonly<Record<string, Campaign>> = { ...Object.fromEntries(ofSeeds), mutation, coverage }

/** @throws CampaignUnknownError */
export const campaignOf = (name: string): Campaign => {
  const campaign = Object.hasOwn(campaigns, name) ? campaigns[name] : undefined
  if (campaign === undefined) throw new CampaignUnknownError({ name, known: Object.keys(campaigns) })
  return campaign
}
