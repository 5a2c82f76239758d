import { chiSquare, inGroups } from '../paths/chiSquare.ts'
import { countPaths } from '../paths/countHops.ts'
import { exactHops } from '../paths/exactHops.ts'
import { ANCHOR_TIMESTAMP, readRealNetwork } from '../paths/network.ts'
import type { SeedCampaign } from './campaign.ts'
import { PathLawBrokenError } from './errors.ts'

/** Ten seeds with four tests each: by chance one of 2,500 campaigns has a value below it. */
const P_MIN = 1e-5

/** Compares draws of middle and last hops from one guard on the real network with their exact chances. */
export const pathLaw: SeedCampaign = {
  summary: 'middle and last hops on the real network, compared with their exact chances',
  full: { seeds: 10, size: 100_000 },
  short: { seeds: 1, size: 10_000 },
  run: async ({ seed, size, onProgress }) => {
    const records = readRealNetwork()
    const counts = await countPaths(records, { seed, paths: size, onProgress })
    const guard = counts.guard.findIndex((count) => count > 0)
    const exact = exactHops({ records, anchorTimestamp: ANCHOR_TIMESTAMP, level: 0 }, guard)
    for (const hop of ['middle', 'last'] as const) {
      const p = Math.min(chiSquare(counts[hop], exact[hop]).p, chiSquare(inGroups(counts[hop]), inGroups(exact[hop])).p)
      if (p < P_MIN) throw new PathLawBrokenError({ seed, hop, p })
    }
    return size
  },
}
