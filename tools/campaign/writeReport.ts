import { writeFile } from 'node:fs/promises'
import type { MutantResult } from '../mutation/results.ts'
import type { SeedResult } from './campaign.ts'
import { renderReport } from './renderReport.ts'
import { readResults } from './results.ts'
import { seedCampaigns } from './seedCampaigns.ts'

/**
 * Writes docs/campaign.md from the results in a folder.
 *
 * @returns number of results of seeds and mutants, repeated runs included
 */
export const writeReport = async (folder: string, file: string): Promise<{ seeds: number; mutants: number }> => {
  const ofSeeds = await Promise.all(Object.keys(seedCampaigns).map((name) => readResults<SeedResult>(folder, name)))
  const mutants = await readResults<MutantResult>(folder, 'mutation')
  const seeds = ofSeeds.flat()
  await writeFile(file, renderReport(seeds, mutants))
  return { seeds: seeds.length, mutants: mutants.length }
}
