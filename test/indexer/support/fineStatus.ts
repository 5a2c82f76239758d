import { DOUBT_MS_MAX, LOOK_AGE_MS_MAX } from '../../../indexer/health/readiness.ts'
import { LAG_BLOCKS_MAX } from '../../../indexer/sync/isBehind.ts'
import type { SyncStatus } from '../../../indexer/sync/types.ts'

/** Milliseconds. */
export const NOW = 1_800_000_000_000

/** The status of a writer that is ready at `NOW`, at the bounds of its patience. */
export const fine: SyncStatus = {
  role: 'writer',
  state: 'live',
  stateReason: null,
  headNumber: 100n,
  headTimestamp: 1_800_000_000n,
  finalizedNumber: 90n,
  headerFault: null,
  seenNumber: 100n + LAG_BLOCKS_MAX,
  newest: { number: 100n + LAG_BLOCKS_MAX, timestamp: 1_800_009_999n },
  witnesses: 2,
  doubt: { code: 'HEADS_DISAGREE', text: 'why', since: NOW - DOUBT_MS_MAX + 1 },
  lookedAt: NOW - LOOK_AGE_MS_MAX,
  verifiedRoot: '0x01',
  listRoot: '0x01',
  reorgOpen: false,
  reorgs: 0,
  events: 0,
  logsRechecked: 0,
  provenNumber: null,
  countFault: null,
  healings: 0,
  metricsEpoch: null,
  epochsCaptured: 0,
  epochsMissed: 0,
}
