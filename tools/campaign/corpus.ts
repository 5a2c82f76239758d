import { runCorpus } from '../corpus/runCorpus.ts'
import type { SeedCampaign } from './campaign.ts'

type Records = Parameters<typeof runCorpus>[0]['records']

const runWith =
  (records: Records): SeedCampaign['run'] =>
  async ({ seed, size, onProgress }) =>
    (await runCorpus({ seed, mutants: size, records, onProgress })).refused

/** Tampered answers to a client, over lists of 5 to 64 records. */
export const corpus: SeedCampaign = {
  summary: 'tampered proofs, lists, deltas and records, over small lists: a client must refuse each',
  full: { seeds: 10, size: 10_000 },
  short: { seeds: 1, size: 500 },
  run: runWith('small'),
}

/** Tampered answers to a client, over the list of the real network. */
export const corpusNetwork: SeedCampaign = {
  summary: 'the same over the list of the real network',
  full: { seeds: 1, size: 1_000 },
  short: { seeds: 1, size: 50 },
  run: runWith('network'),
}
