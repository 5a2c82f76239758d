import { bits } from './bits.ts'
import type { SeedCampaign } from './campaign.ts'
import { corpus, corpusNetwork } from './corpus.ts'
import { differential } from './differential.ts'
import { CampaignUnknownError } from './errors.ts'
import { fuzz } from './fuzz.ts'
import { pathLaw } from './pathLaw.ts'
import { paths } from './paths.ts'

/** Campaigns of random runs. Add a line for a new one. */
export const seedCampaigns: Readonly<Record<string, SeedCampaign>> = {
  differential,
  fuzz,
  paths,
  pathLaw,
  bits,
  corpus,
  corpusNetwork,
}

/** @throws CampaignUnknownError */
export const seedCampaignOf = (name: string): SeedCampaign => {
  const campaign = Object.hasOwn(seedCampaigns, name) ? seedCampaigns[name] : undefined
  if (campaign === undefined) throw new CampaignUnknownError({ name, known: Object.keys(seedCampaigns) })
  return campaign
}
