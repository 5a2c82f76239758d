import { describe, expect, it } from 'vitest'
import { type ActionFacts, findObstacles, removalsMaxOf } from '../../../../cli/lib/quorum/findObstacles.ts'
import { seededAccount, seededBytes } from '../../../../devnet/demo/seededKeys.ts'
import type { QuorumTerms } from '../../../../shared/signing/quorumDigest.ts'

const EPOCH = 490_000
const EPOCH_SECONDS = 3_600
const NOW = EPOCH * EPOCH_SECONDS + 10

const terms = (kind: QuorumTerms['kind'], changes: Partial<QuorumTerms> = {}): QuorumTerms => ({
  kind,
  nodeId: 4,
  reason: 1,
  evidenceHash: seededBytes('obstacles', 'evidence'),
  epoch: EPOCH,
  reporter: seededAccount('obstacles', 'reporter').address,
  ...changes,
})

const FACTS: ActionFacts = {
  now: NOW,
  currentEpoch: EPOCH,
  epochSeconds: EPOCH_SECONDS,
  status: 'Active',
  isKeyOfNode: true,
  statusEpoch: EPOCH - 2,
  exitDueAt: 0,
  active: 27,
  minQuorum: 10,
  members: 26,
  removals: 1,
  safeUntil: NOW,
  suspensions: { inBucket: 0, inBuckets: 0 },
}

const obstacles = (kind: QuorumTerms['kind'], changes: Partial<ActionFacts> = {}): string[] =>
  findObstacles(terms(kind), { ...FACTS, ...changes })

describe('findObstacles', () => {
  it('findObstacles gives none when the contracts would take the action', () => {
    expect(obstacles('suspend')).toEqual([])
    expect(obstacles('remove')).toEqual([])
    expect(obstacles('remove', { status: 'Suspended' })).toEqual([])
    expect(obstacles('resume', { status: 'Suspended' })).toEqual([])
    expect(obstacles('suspend', { exitDueAt: NOW + 1, active: 11, members: 10 })).toEqual([])
  })

  it('findObstacles names the status when the action does not fit it', () => {
    expect(obstacles('suspend', { status: 'Suspended' })).toEqual(['Node 4 is Suspended; it must be Active.'])
    expect(obstacles('resume')).toEqual(['Node 4 is Active; it must be Suspended.'])
    expect(obstacles('remove', { status: 'Pending' })).toEqual(['Node 4 is Pending; it must be Active or Suspended.'])
  })

  it('findObstacles names the exit when it is due', () => {
    expect(obstacles('suspend', { exitDueAt: NOW })).toEqual([
      expect.stringContaining('Its exit has been due since 2025-11-24 16:00:10 UTC'),
    ])
  })

  it('findObstacles names the key when the node does not use it', () => {
    expect(obstacles('suspend', { isKeyOfNode: false })).toEqual(['Node 4 does not use the BLS key in the proposal.'])
  })

  it('findObstacles names the end of the rest when the status changed within two epochs', () => {
    expect(obstacles('suspend', { statusEpoch: EPOCH - 1 })).toEqual([
      `Its status changed in epoch ${EPOCH - 1}. The cooldown is 2 epochs: until 2025-11-24 17:00:00 UTC (in 59.8 minutes).`,
    ])
  })

  it('findObstacles names the set when it is too small to act or to lose a member', () => {
    expect(obstacles('remove', { members: 9 })).toContain(
      `The set of epoch ${EPOCH} has 9 members; at least 10 can act.`,
    )
    expect(obstacles('suspend', { active: 10 })).toEqual(['10 nodes are active; a suspension must leave at least 10.'])
    expect(obstacles('remove', { active: 10 })).toEqual([])
  })

  it('findObstacles names the limit when the week has enough removals', () => {
    expect(obstacles('remove', { removals: 2 })).toEqual([
      '2 of at most 2 removals were made in this 24-epoch bucket and the seven before.',
    ])
    expect(obstacles('suspend', { removals: 2 })).toEqual([])
    expect([1, 12, 13, 25, 26].map(removalsMaxOf)).toEqual([1, 1, 1, 1, 2])
  })

  it('findObstacles names the time when a node of the launch is still safe', () => {
    const during = { safeUntil: NOW + 3_600 }
    const sentence =
      'Node 4 came in the launch. Until 2025-11-24 17:00:10 UTC (in 1.0 hours) it cannot be suspended or removed.'
    expect(obstacles('suspend', during)).toEqual([sentence])
    expect(obstacles('remove', during)).toEqual([sentence])
    expect(obstacles('resume', { ...during, status: 'Suspended' })).toEqual([])
  })

  it('findObstacles names the limit when a bucket or eight of them have enough suspensions', () => {
    const suspended = (inBucket: number, inBuckets: number, members = 26) =>
      obstacles('suspend', { members, suspensions: { inBucket, inBuckets } })
    expect(suspended(2, 5)).toEqual([])
    expect(suspended(3, 3)).toEqual(['3 of at most 3 suspensions were made in this bucket of 24 epochs.'])
    expect(suspended(2, 6)).toEqual([
      '6 of at most 6 suspensions were made in this 24-epoch bucket and the seven before.',
    ])
    expect(suspended(1, 2, 10)).toEqual([])
    expect(suspended(2, 2, 10)).toHaveLength(1)
    expect(suspended(0, 3, 10)).toHaveLength(1)
    expect(obstacles('suspend', { suspensions: null })).toEqual([])
  })

  it('findObstacles gives several sentences when several reasons apply', () => {
    expect(obstacles('suspend', { status: 'Removed', members: 3, active: 3, exitDueAt: 1 })).toHaveLength(4)
  })
})
