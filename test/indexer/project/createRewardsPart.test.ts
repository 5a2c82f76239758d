import { describe, expect, it } from 'vitest'
import { createRewardsPart, type RewardsPart } from '../../../indexer/project/createRewardsPart.ts'
import { AccrualOutOfPlaceError, EventOutOfPlaceError, RewardsMismatchError } from '../../../indexer/project/errors.ts'
import type { RewardsEvent } from '../../../indexer/project/foldRewards.ts'
import type { Block, LogOf } from '../../../indexer/project/types.ts'
import type { NodeRewards, RewardsPool } from '../../../shared/rewards/columns.ts'
import { advance, due } from '../../../shared/rewards/emission.ts'

const SOMEONE = `0x${'5e'.repeat(20)}` as const
const TERMS = { ratePerSecond: (1n << 128n) / 10n ** 8n, fullEmissionNodes: 2 }
const FUND = 10n ** 24n

const funded = (amount: bigint, balanceX32: bigint) =>
  ({ eventName: 'Funded', args: { by: SOMEONE, amount, balanceX32 } }) as const
const absorbed = (amount: bigint, balanceX32: bigint) =>
  ({ eventName: 'Absorbed', args: { by: SOMEONE, amount, balanceX32 } }) as const
const activated = (nodeId: number, markX32: bigint, activeNodes: number) =>
  ({ eventName: 'NodeActivated', args: { nodeId, markX32, activeNodes } }) as const
const deactivated = (nodeId: number, earnedX32: bigint, activeNodes: number) =>
  ({ eventName: 'NodeDeactivated', args: { nodeId, earnedX32, activeNodes } }) as const
const claimed = (nodeId: number, amount: bigint, rewardsPaid: bigint) =>
  ({ eventName: 'RewardsClaimed', args: { nodeId, owner: SOMEONE, by: SOMEONE, amount, rewardsPaid } }) as const

type Accrued = Extract<RewardsEvent, { eventName: 'Accrued' }>

/** The event of an accrual at `time`. */
const accrued = (pool: RewardsPool, time: bigint): Accrued => {
  const { balanceX32, rewardPerNodeX32, owedX32, activeNodes } = advance(pool, { ...TERMS, time })
  const emittedX32 = owedX32 - pool.owedX32
  return { eventName: 'Accrued', args: { emittedX32, balanceX32, rewardPerNodeX32, activeNodes } }
}

const withArgs = <E extends RewardsEvent>(event: E, args: Partial<E['args']>) =>
  ({ ...event, args: { ...event.args, ...args } }) as E

const EMPTY: RewardsPool = { balanceX32: 0n, rewardPerNodeX32: 0n, owedX32: 0n, accruedAt: 0n, activeNodes: 0 }

/** Applies one block at `time`. Its number is its time. */
function apply(part: RewardsPart, time: bigint, ...events: (RewardsEvent | null)[]) {
  const block = { number: time, hash: '0x', parentHash: '0x', timestamp: time } as Block
  const logs = events.map((event) => ({ contract: 'REWARDS_POOL', event }) as LogOf<'REWARDS_POOL'>)
  return part.apply(block, logs)
}

/** A funded pool in which nodes 1 and 2 earn from second 100 on. */
function start() {
  const part = createRewardsPart({ rewardsPool: [], nodeRewards: [] })
  const events = [funded(FUND, FUND << 32n), activated(1, 0n, 1), activated(2, 0n, 2)]
  const [pool = EMPTY] = apply(part, 100n, ...events).rewardsPool
  return { part, pool }
}

/** The same, one accrual later, at second 1100, in which node 2 stopped. */
function later() {
  const { part, pool } = start()
  const event = accrued(pool, 1_100n)
  const { rewardPerNodeX32 } = event.args
  const changes = apply(part, 1_100n, event, deactivated(2, rewardPerNodeX32, 1))
  return { part, changes, pool: changes.rewardsPool[0] ?? EMPTY, rewardPerNodeX32 }
}

describe('createRewardsPart', () => {
  it('gives one row of the pool and one of each node that a block changes', () => {
    const part = createRewardsPart({ rewardsPool: [], nodeRewards: [] })
    const events = [funded(5n, 5n << 32n), activated(1, 0n, 1), absorbed(2n, 7n << 32n), activated(2, 0n, 2)]
    expect(apply(part, 100n, ...events, deactivated(1, 0n, 1))).toEqual({
      rewardsPool: [{ ...EMPTY, balanceX32: 7n << 32n, accruedAt: 100n, activeNodes: 1 }],
      nodeRewards: [
        { nodeId: 1, markX32: 0n, paid: 0n, active: false },
        { nodeId: 2, markX32: 0n, paid: 0n, active: true },
      ],
    })
  })

  it('gives no row when a block has no event that it knows', () => {
    const { part } = start()
    expect(apply(part, 200n)).toEqual({ rewardsPool: [], nodeRewards: [] })
    expect(apply(part, 200n, null)).toEqual({ rewardsPool: [], nodeRewards: [] })
  })

  it('credits an accrual to all nodes, and keeps the earnings of a node that stops', () => {
    const { changes, rewardPerNodeX32 } = later()
    const [pool] = changes.rewardsPool
    expect(pool).toMatchObject({ rewardPerNodeX32, owedX32: 2n * rewardPerNodeX32, accruedAt: 1_100n, activeNodes: 1 })
    expect(changes.nodeRewards).toEqual([{ nodeId: 2, markX32: rewardPerNodeX32, paid: 0n, active: false }])
  })

  it('marks a node that returns so that it goes on with its earnings, less what it was paid', () => {
    const { part, pool, rewardPerNodeX32 } = later()
    const amount = rewardPerNodeX32 >> 32n
    expect(apply(part, 1_100n, claimed(2, amount, amount))).toEqual({
      rewardsPool: [{ ...pool, owedX32: pool.owedX32 - (amount << 32n) }],
      nodeRewards: [{ nodeId: 2, markX32: rewardPerNodeX32, paid: amount, active: false }],
    })
    const event = accrued({ ...pool, owedX32: pool.owedX32 - (amount << 32n) }, 2_100n)
    const markX32 = event.args.rewardPerNodeX32 - rewardPerNodeX32
    expect(apply(part, 2_100n, event, activated(2, markX32, 2)).nodeRewards).toEqual([
      { nodeId: 2, markX32, paid: amount, active: true },
    ])
  })

  it('goes on from its rows as if it had never stopped', () => {
    const { part, pool, rewardPerNodeX32 } = later()
    const node1: NodeRewards = { nodeId: 1, markX32: 0n, paid: 0n, active: true }
    const node2: NodeRewards = { nodeId: 2, markX32: rewardPerNodeX32, paid: 0n, active: false }
    const loaded = createRewardsPart({ rewardsPool: [pool], nodeRewards: [node1, node2] })
    const event = accrued(pool, 2_100n)
    const [amount1, amount2] = [node1, node2].map((node) => due(node, event.args.rewardPerNodeX32)) as [bigint, bigint]
    const events = [event, claimed(1, amount1, amount1), claimed(2, amount2, amount2)]
    expect(apply(loaded, 2_100n, ...events)).toEqual(apply(part, 2_100n, ...events))
  })

  it('takes an accrual that leaves nothing of the balance', () => {
    const part = createRewardsPart({ rewardsPool: [{ ...EMPTY, balanceX32: 6n, activeNodes: 1 }], nodeRewards: [] })
    const event: Accrued = {
      eventName: 'Accrued',
      args: { emittedX32: 5n, balanceX32: 0n, rewardPerNodeX32: 5n, activeNodes: 1 },
    }
    expect(apply(part, 9n, event).rewardsPool).toEqual([
      { balanceX32: 0n, rewardPerNodeX32: 5n, owedX32: 5n, accruedAt: 9n, activeNodes: 1 },
    ])
  })
})

describe('createRewardsPart throws RewardsMismatchError', () => {
  const X = 1n << 32n
  it.each<[string, string, (pool: RewardsPool) => RewardsEvent]>([
    ['Funded.balanceX32 is not the balance and the amount', 'balanceX32', () => funded(5n, 5n * X)],
    ['Absorbed.balanceX32 is not the balance and the amount', 'balanceX32', () => absorbed(5n, (FUND + 4n) * X)],
    ['NodeActivated.activeNodes is not one more', 'activeNodes', () => activated(3, 0n, 4)],
    ['NodeActivated.markX32 is not the rewards less its earnings', 'markX32', () => activated(3, 1n, 3)],
    ['NodeDeactivated.activeNodes is not one less', 'activeNodes', () => deactivated(2, 0n, 2)],
    ['NodeDeactivated.earnedX32 is not what the node earned', 'earnedX32', () => deactivated(2, 1n, 1)],
  ])('when %s', (_, field, event) => {
    const { part, pool } = start()
    expect(() => apply(part, 100n, event(pool))).toThrow(RewardsMismatchError)
    expect(() => apply(start().part, 100n, event(pool))).toThrow(`${field} of ${event(pool).eventName} in block 100`)
  })

  it.each<[string, string, (right: Accrued['args'], pool: RewardsPool) => Partial<Accrued['args']>]>([
    ['grows the balance', 'balanceX32', (_, pool) => ({ balanceX32: pool.balanceX32 + 1n })],
    [
      'takes less from the balance than it credits',
      'balanceX32',
      ({ balanceX32 }) => ({ balanceX32: balanceX32 + 5n }),
    ],
    ['takes more than rounding explains', 'balanceX32', ({ balanceX32 }) => ({ balanceX32: balanceX32 - 2n })],
    ['credits another sum', 'emittedX32', ({ emittedX32 }) => ({ emittedX32: emittedX32 + 1n })],
    [
      'credits each node another amount',
      'emittedX32',
      ({ rewardPerNodeX32: each }) => ({ rewardPerNodeX32: each - 1n }),
    ],
    ['counts other nodes', 'activeNodes', () => ({ activeNodes: 3 })],
  ])('when an accrual %s', (_, field, change) => {
    const { part, pool } = start()
    const right = accrued(pool, 1_100n)
    const wrong = withArgs(right, change(right.args, pool))
    expect(() => apply(part, 1_100n, wrong)).toThrow(RewardsMismatchError)
    expect(() => apply(start().part, 1_100n, wrong)).toThrow(`${field} of Accrued in block 1100 does not follow`)
    expect(apply(start().part, 1_100n, right).rewardsPool).toHaveLength(1)
  })

  it.each([
    { balance: 1_000n, after: 966n, isRight: false },
    { balance: 1_000n, after: 965n, isRight: true },
    { balance: 1_000n, after: 963n, isRight: true },
    { balance: 1_000n, after: 962n, isRight: false },
    { balance: 31n, after: 0n, isRight: true },
    { balance: 30n, after: 0n, isRight: false },
  ])('unless an accrual of 3 × 10 takes 35 to 37, or the rest: $balance to $after is right: $isRight', (step) => {
    const pool = { ...EMPTY, balanceX32: step.balance, activeNodes: 3 }
    const part = createRewardsPart({ rewardsPool: [pool], nodeRewards: [] })
    const args = { emittedX32: 30n, balanceX32: step.after, rewardPerNodeX32: 10n, activeNodes: 3 }
    const fold = () => apply(part, 9n, { eventName: 'Accrued', args })
    if (step.isRight) expect(fold().rewardsPool).toHaveLength(1)
    else expect(fold).toThrow(RewardsMismatchError)
  })

  it('when a claim is not of the amount due, or its total not the sum', () => {
    const amount = later().rewardPerNodeX32 >> 32n
    expect(() => apply(later().part, 1_100n, claimed(2, amount - 1n, amount - 1n))).toThrow('amount of RewardsClaimed')
    expect(() => apply(later().part, 1_100n, claimed(2, amount, amount + 1n))).toThrow('rewardsPaid of RewardsClaimed')
  })
})

describe('createRewardsPart throws EventOutOfPlaceError', () => {
  it.each<[string, RewardsEvent, string]>([
    ['an active node is activated', activated(1, 0n, 3), 'active'],
    ['a node that never earned stops', deactivated(7, 0n, 1), 'absent'],
    ['a node that never earned is paid', claimed(7, 1n, 1n), 'absent'],
    ['a node is paid that has nothing to claim', claimed(1, 1n, 1n), 'with nothing to claim'],
  ])('when %s', (_, event, status) => {
    expect(() => apply(start().part, 100n, event)).toThrow(EventOutOfPlaceError)
    expect(() => apply(start().part, 100n, event)).toThrow(`found the node ${status}.`)
  })

  it('when a node stops twice, or is paid twice', () => {
    const { rewardPerNodeX32 } = later()
    const amount = rewardPerNodeX32 >> 32n
    expect(() => apply(later().part, 1_100n, deactivated(2, rewardPerNodeX32, 0))).toThrow('found the node not active.')
    const twice = [claimed(2, amount, amount), claimed(2, amount, 2n * amount)]
    expect(() => apply(later().part, 1_100n, ...twice)).toThrow('found the node with nothing to claim.')
  })
})

describe('createRewardsPart throws AccrualOutOfPlaceError', () => {
  it('when an event comes without the accrual that was due', () => {
    expect(() => apply(start().part, 101n, funded(1n, (FUND + 1n) << 32n))).toThrow(AccrualOutOfPlaceError)
    expect(() => apply(start().part, 101n, activated(3, 0n, 3))).toThrow('Accrued was due before it')
  })

  it('when an accrual comes twice in a block', () => {
    const { part, pool } = start()
    const event = accrued(pool, 1_100n)
    const [after = EMPTY] = apply(part, 1_100n, event).rewardsPool
    expect(() => apply(part, 1_100n, accrued({ ...after, accruedAt: 100n }, 1_100n))).toThrow(AccrualOutOfPlaceError)
  })

  it.each([
    ['no node is active', { ...EMPTY, balanceX32: 1_000n }],
    ['there is no balance', { ...EMPTY, activeNodes: 2 }],
  ])('when an accrual comes although %s', (_, pool) => {
    const part = createRewardsPart({ rewardsPool: [pool], nodeRewards: [] })
    const event: Accrued = {
      eventName: 'Accrued',
      args: { emittedX32: 0n, balanceX32: 0n, rewardPerNodeX32: 0n, activeNodes: pool.activeNodes },
    }
    expect(() => apply(part, 100n, event)).toThrow('no accrual was due')
  })
})
