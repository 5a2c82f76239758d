import { describe, expect, it } from 'vitest'
import { DOUBT_MS_MAX, LOOK_AGE_MS_MAX, readiness } from '../../../indexer/health/readiness.ts'
import { LAG_BLOCKS_MAX, LAG_SECONDS_MAX } from '../../../indexer/sync/isBehind.ts'
import type { SyncStatus } from '../../../indexer/sync/types.ts'

const NOW = 1_800_000_000_000
const fine: SyncStatus = {
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

describe('readiness', () => {
  it('is given up to the very bounds', () => {
    expect(readiness(fine, NOW)).toEqual({ isReady: true, reasons: [] })
  })

  it('does not need the endpoint to be as far as we are', () => {
    expect(readiness({ ...fine, seenNumber: 50n }, NOW).isReady).toBe(true)
  })

  it('does not ask how old the newest block is where all endpoints have the same', () => {
    const hourLater = NOW + 3_600_000
    const standing = {
      ...fine,
      doubt: null,
      newest: { number: 100n, timestamp: fine.headTimestamp },
      lookedAt: hourLater,
    }
    expect(readiness(standing, hourLater).isReady).toBe(true)
  })

  it('is given while many quick blocks take less time than the bound', () => {
    const quick = { ...fine, newest: { number: 1_000n, timestamp: fine.headTimestamp + LAG_SECONDS_MAX } }
    expect(readiness(quick, NOW).isReady).toBe(true)
  })

  it.each<[Partial<SyncStatus>, string]>([
    [{ role: 'standby' }, 'role is standby'],
    [{ state: 'backfilling' }, 'state is backfilling'],
    [{ state: 'stale', stateReason: 'why' }, 'state is stale: why'],
    [{ seenNumber: 101n + LAG_BLOCKS_MAX }, '4 blocks behind'],
    [{ lookedAt: NOW - LOOK_AGE_MS_MAX - 1 }, 'the chain was not reached lately'],
    [
      { newest: { number: 101n + LAG_BLOCKS_MAX, timestamp: fine.headTimestamp + LAG_SECONDS_MAX + 1n } },
      'other endpoints are 4 blocks and 31 s further',
    ],
    [{ doubt: { code: 'WITNESS_MISSING', text: 'one', since: NOW - DOUBT_MS_MAX } }, 'WITNESS_MISSING: one'],
    [{ reorgOpen: true }, 'a reorg is being worked in'],
    [{ listRoot: '0x02' }, 'the list root is not verified'],
  ])('is refused for %o', (change, reason) => {
    expect(readiness({ ...fine, ...change }, NOW)).toEqual({ isReady: false, reasons: [reason] })
  })
})
