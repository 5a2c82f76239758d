/** What a run of some length must reach: one that passes without it has tested less than it says. */
const REQUIRED = [
  'funded',
  'pending',
  'registered by another',
  'permit used by another',
  'active',
  'draw missed',
  'ticket renewed',
  'endpoint updated',
  'owner changed',
  'flagged',
  'suspended',
  'quorum with non-signers',
  'resumed',
  'resumed by operator',
  'removed',
  'removed and paid',
  'swept',
  'exited',
  'claimed',
  'gift',
  'paused',
  'parameters changed',
  'leaf reused',
  'signer ring wrapped',
] as const

/** What of it was not reached. */
export const unreached = (reached: ReadonlyMap<string, number>): string[] =>
  REQUIRED.filter((what) => !reached.has(what))
