import { runDifferential } from '../model/runDifferential.ts'
import { unreached } from '../model/unreached.ts'
import type { SeedCampaign } from './campaign.ts'
import { StateUnreachedError } from './errors.ts'

/** From this length on, a run reaches every state. */
const REACHES_ALL_FROM = 2_000

/**
 * Compares random operations on the contracts with the model of the protocol. In between, the log alone rebuilds all
 * state.
 */
export const differential: SeedCampaign = {
  summary: 'random operations on the contracts and on the model of the protocol, compared after each',
  full: { seeds: 20, size: 10_000 },
  short: { seeds: 1, size: 1_000 },
  run: async ({ seed, size, onProgress }) => {
    const missing = unreached(await runDifferential({ seed, operations: size, onProgress }))
    if (size >= REACHES_ALL_FROM && missing.length > 0) throw new StateUnreachedError({ seed, missing })
    return size
  },
}
