import type { Campaign } from './campaign.ts'
import { differential } from './differential.ts'
import { CampaignUnknownError } from './errors.ts'
import { fuzz } from './fuzz.ts'

/** Another campaign is another line here. */
export const campaigns: Readonly<Record<string, Campaign>> = { differential, fuzz }

/** @throws CampaignUnknownError */
export const campaignOf = (name: string): Campaign => {
  const campaign = Object.hasOwn(campaigns, name) ? campaigns[name] : undefined
  if (campaign === undefined) throw new CampaignUnknownError({ name, known: Object.keys(campaigns) })
  return campaign
}
