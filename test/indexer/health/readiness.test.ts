import { describe, expect, it } from 'vitest'
import { DOUBT_MS_MAX, LOOK_AGE_MS_MAX, readiness } from '../../../indexer/health/readiness.ts'
import { LAG_BLOCKS_MAX, LAG_SECONDS_MAX } from '../../../indexer/sync/isBehind.ts'
import type { SyncStatus } from '../../../indexer/sync/types.ts'
import { fine, NOW } from '../support/fineStatus.ts'

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
