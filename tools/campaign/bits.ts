import { bitMutants, bytesChanged, EVERY_BIT } from '../tamper/bitMutants.ts'
import { caseOf, refuseAll } from '../tamper/servedCase.ts'
import type { SeedCampaign } from './campaign.ts'

/** Vectors of both chains have answers of this name, small enough for all their bits. */
const CASE = 'one leaf'

/** Changes every bit of one answer by each chain, alone. Nothing is random: a seed names a chain. */
export const bits: SeedCampaign = {
  summary: 'every single bit of a list, its headers and its proofs changed: a client must refuse each',
  full: { seeds: 2, size: 8 },
  short: { seeds: 1, size: 1 },
  run: async ({ seed, size, onProgress }) => {
    const served = caseOf(seed.endsWith('1') ? 'hardhat' : 'anvil', CASE)
    const { proof } = served.epoch
    const all = 8 * bytesChanged(served.original, proof)
    const bitsOf = (position: number) => EVERY_BIT(position).slice(0, size)
    const { count } = await refuseAll(served, bitMutants(served.original, proof, bitsOf), (done) =>
      onProgress((8 * done) / all),
    )
    if (count !== (all / 8) * size) throw new Error(`${count} answers were tampered with, of ${(all / 8) * size}.`)
    return count
  },
}
