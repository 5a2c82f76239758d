import { runPaths } from '../paths/runPaths.ts'
import type { SeedCampaign } from './campaign.ts'

/** Checks onion paths of users over months on the real network against the rules. */
export const paths: SeedCampaign = {
  summary: 'onion paths on the real network, each held against the rules as written a second time',
  full: { seeds: 10, size: 100_000 },
  short: { seeds: 1, size: 2_000 },
  run: async ({ seed, size, onProgress }) => (await runPaths({ seed, paths: size, onProgress })).paths,
}
