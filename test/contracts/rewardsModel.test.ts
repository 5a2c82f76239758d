import { type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededBytes } from '../../devnet/demo/seededKeys.ts'
import { createExactRewards, type ExactRewards, rewardShortfall } from '../../tools/support/exactRewards.ts'
import { foldRewardsLogs } from '../helpers/foldRewardsLogs.ts'
import {
  type NodeAccount,
  openRewardsChain,
  type RewardsChain,
  type RewardsWorld,
} from '../helpers/openRewardsChain.ts'

/** Seed of all random values here, so that a failure repeats. */
const SEED = 'rewards 1'
const OPERATIONS = 200
const NODES = 7

const RATES = [
  { name: 'a rate of 1e-8 for a network of any size', rate: 2n ** 128n / 10n ** 8n, fullNodes: 1n },
  { name: 'a rate of 1e-8 for a network of three', rate: 2n ** 128n / 10n ** 8n, fullNodes: 3n },
  { name: 'the highest rate for a network of five', rate: 2n ** 128n / 10n ** 6n, fullNodes: 5n },
  { name: 'a rate of 1e-12 for a network of three', rate: 2n ** 128n / 10n ** 12n, fullNodes: 3n },
  { name: 'a rate of 1e-8 for the largest network', rate: 2n ** 128n / 10n ** 8n, fullNodes: 2n ** 32n - 1n },
]

const KINDS = ['fund', 'absorb', 'toggle', 'toggle', 'claim', 'claim', 'claimAll', 'setOwner'] as const

describe(`the rewards pool compared with exact arithmetic (seed "${SEED}")`, () => {
  let chain: RewardsChain
  beforeAll(async () => {
    chain = await openRewardsChain()
  })
  afterAll(() => chain?.stop())

  it.each(RATES)(
    'never pays more than exact arithmetic, and hardly less, at $name',
    async ({ name, rate, fullNodes }) => {
      const world = await chain.createWorld({ rate, fullNodes, nodes: NODES })
      const model = createExactRewards({ rate, fullNodes }, await world.now())
      const done = new Map<string, number>()
      const paidTo = new Map<Hex, bigint>()
      const owners = new Map<number, Hex>()
      let calls = 0n
      let random = 0n
      const below = (max: bigint): bigint => {
        const value = random % max
        random /= max
        return value
      }

      for (let node = 1; node <= NODES; node++) {
        owners.set(node, ownerAt(0n))
        await world.send('registry', 'setOwner', [node, ownerAt(0n)])
      }
      for (let step = 0; step < OPERATIONS; step++) {
        random = BigInt(seededBytes(SEED, name, step))
        const node = 1 + Number(below(BigInt(NODES)))
        const kind = KINDS[Number(below(BigInt(KINDS.length)))] as (typeof KINDS)[number]
        done.set(kind, (done.get(kind) ?? 0) + 1)
        await world.passTime(1n + below(1n << below(26n)))
        if (kind === 'setOwner') {
          owners.set(node, ownerAt(below(4n)))
          await world.send('registry', 'setOwner', [node, owners.get(node)])
          continue
        }
        calls++
        if (kind === 'fund') {
          const amount = below(1n << below(90n))
          const { time } = await world.send('pool', 'fund', [amount])
          model.advance(time)
          model.fund(amount)
        } else if (kind === 'absorb') {
          const gift = below(1n << below(80n))
          await world.send('token', 'transfer', [world.pool, gift])
          const { time } = await world.send('pool', 'absorb', [])
          model.advance(time)
          // Fractions that were written off never make a whole unit in so few calls.
          model.fund(gift)
        } else if (kind === 'toggle') {
          const wasActive = model.active.has(node)
          const { time } = await world.send('registry', wasActive ? 'deactivate' : 'activate', [node])
          model.advance(time)
          if (wasActive) model.active.delete(node)
          else model.active.add(node)
        } else {
          const nodes = kind === 'claim' ? [node] : [...owners.keys()]
          const before = await world.nodeAccounts()
          const { time } = await world.send('pool', 'claim', [nodes])
          model.advance(time)
          const after = await world.nodeAccounts()
          for (const claimed of nodes) {
            const owner = owners.get(claimed) as Hex
            const paid = account(after, claimed).paid - account(before, claimed).paid
            paidTo.set(owner, (paidTo.get(owner) ?? 0n) + paid)
          }
        }
        await check(world, model, calls)
      }

      for (const [owner, paid] of paidTo) expect(await world.read('token', 'balanceOf', [owner])).toBe(paid)
      expect([...paidTo.values()].reduce((sum, paid) => sum + paid)).toBeGreaterThan(0n)
      expect(Math.min(...done.values()), 'each operation was tried').toBeGreaterThan(OPERATIONS / 20)
      await expectLikeLogs(world)
    },
  )

  it('claims again for at most 90,000 gas and deactivates a node for less than 60,000', async () => {
    const world = await chain.createWorld({ rate: 2n ** 128n / 10n ** 8n, fullNodes: 1n, nodes: NODES })
    for (const node of [1, 2, 3]) await world.send('registry', 'setOwner', [node, ownerAt(0n)])
    await world.send('pool', 'fund', [parseEther('1000000')])
    for (const node of [1, 2, 3]) await world.send('registry', 'activate', [node])
    await world.passTime(86_400n)
    await world.send('pool', 'claim', [[1]])
    await world.passTime(86_400n)
    const repeat = await world.send('pool', 'claim', [[1]])
    expect(repeat.gasUsed).toBeLessThanOrEqual(90_000n)
    await world.passTime(86_400n)
    const deactivation = await world.send('registry', 'deactivate', [2])
    // The receipt counts the harness and 21,000 of the transaction itself too.
    expect(deactivation.gasUsed).toBeLessThan(60_000n + 21_000n)

    // The most expensive accrual: the first of all, over so long a time that the series takes all its terms.
    const fresh = await chain.createWorld({ rate: 2n ** 128n / 10n ** 8n, fullNodes: 1n, nodes: NODES })
    await fresh.send('pool', 'fund', [parseEther('1000000')])
    await fresh.send('registry', 'activate', [1])
    await fresh.passTime(63_072_000n)
    const dearest = await fresh.send('registry', 'deactivate', [1])
    expect(dearest.gasUsed).toBeLessThan(60_000n + 21_000n)
  })

  async function check(world: RewardsWorld, model: ExactRewards, calls: bigint): Promise<void> {
    const [pool, nodes, held] = await Promise.all([world.poolAccount(), world.nodeAccounts(), world.held()])
    expectJustBelow(pool.balanceX32, model.balance(), calls)
    for (const [node, { markX32, active, paid }] of nodes) {
      expect(active).toBe(model.active.has(node))
      const earnedX32 = active ? pool.rewardPerNodeX32 - markX32 : markX32
      expectJustBelow(earnedX32, model.earned.get(node) ?? 0n, calls)
      expect(paid).toBeLessThanOrEqual(earnedX32 >> 32n)
    }
    expect(held << 32n).toBeGreaterThanOrEqual(pool.owedX32 + pool.balanceX32)
  }
})

/** The fold of the indexer rebuilds both accounts from the log alone, and finds nothing in it that does not follow. */
async function expectLikeLogs(world: RewardsWorld): Promise<void> {
  const { eventCount, ...pool } = await world.poolAccount()
  const logs = await world.logs()
  const rows = await foldRewardsLogs(logs, world.timeOf)
  expect(BigInt(logs.length)).toBe(eventCount)
  // If nothing could be emitted, the clock moves without an event and has no effect.
  const isIdle = pool.activeNodes === 0 || pool.balanceX32 === 0n
  const accruedAt = isIdle ? BigInt(pool.accruedAt) : rows.pool?.accruedAt
  expect({ ...rows.pool, accruedAt }).toEqual({ ...pool, accruedAt: BigInt(pool.accruedAt) })
  for (const [nodeId, node] of await world.nodeAccounts())
    expect(rows.nodes.get(nodeId) ?? { nodeId, markX32: 0n, paid: 0n, active: false }).toEqual({ nodeId, ...node })
}

/** Bound promised to owners (1e-12 of the whole and one unit per call), and the much closer one that the code keeps. */
function expectJustBelow(actualX32: bigint, exact: bigint, calls: bigint): void {
  expect(rewardShortfall(actualX32, exact, calls)).toBeUndefined()
}

function account(accounts: Map<number, NodeAccount>, node: number): NodeAccount {
  return accounts.get(node) as NodeAccount
}

function ownerAt(index: bigint): Hex {
  return `0x${(0x5000n + index).toString(16).padStart(40, '0')}`
}
