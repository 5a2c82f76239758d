import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededBytes } from '../../../devnet/demo/seededKeys.ts'
import type { RewardsPool } from '../../../shared/rewards/columns.ts'
import { advance, claimable, share } from '../../../shared/rewards/emission.ts'
import { RewardsTimeInvalidError } from '../../../shared/rewards/errors.ts'
import {
  type NodeAccount,
  openRewardsChain,
  type RewardsChain,
  type RewardsWorld,
} from '../../helpers/openRewardsChain.ts'

/** Seed of all random values here, so that a failure repeats. */
const SEED = 'emission 1'
const STEPS = 60
const NODES = 5

const ONE = 1n << 128n
const LN2 = 0xb17217f7d1cf79abc9e3b39803f2f6b0n

/** Exact values from 400 digits of decimal arithmetic, rounded down, as in test/contracts/libraries/Emission.t.sol. */
const EXACT: readonly (readonly [x: bigint, exact: bigint])[] = [
  [0n, 0n],
  [1n, 0n],
  [2n, 1n],
  [1_000n, 0x3e7n],
  [1n << 64n, 0xffffffffffffffffn],
  [1n << 100n, 0xfffffff80000002aaaaaaa000n],
  [(1n << 118n) - 1n, 0x3ff800aaa0008882d861847853131fn],
  [1n << 118n, 0x3ff800aaa0008882d8618478531320n],
  [1n << 120n, 0xff802aa00221c72970f73da81f31c0n],
  [LN2 - 1n, 0x7fffffffffffffffffffffffffffffffn],
  [LN2, ONE / 2n],
  [LN2 + 1n, ONE / 2n],
  [ONE, 0xa1d2a7274c4320e54521387d6fab06f2n],
  [3n * ONE, 0xf341279998a7a89b5becfe6e37bf797fn],
  [20n * ONE, 0xfffffff725bcd50646cc8cfda5d757f4n],
  [127n * LN2, ONE - 2n],
  [129n * LN2, ONE - 1n],
  [(1n << 256n) - 1n, ONE - 1n],
]

describe('share', () => {
  it.each(EXACT)('gives for %d at most the exact value, and at most 2 ulps less', (x, exact) => {
    expect(share(x)).toBeLessThanOrEqual(exact)
    expect(share(x)).toBeGreaterThan(exact - 3n)
  })

  it('halves what is left exactly at each ln 2', () => {
    expect([LN2, 2n * LN2, 100n * LN2].map(share)).toEqual([ONE / 2n, ONE - ONE / 4n, ONE - (ONE >> 100n)])
  })
})

describe('advance', () => {
  const account: RewardsPool = {
    balanceX32: 1_000n << 32n,
    rewardPerNodeX32: 7n,
    owedX32: 9n,
    accruedAt: 100n,
    activeNodes: 3,
  }
  const terms = { ratePerSecond: ONE / 10n ** 6n, fullEmissionNodes: 2 }

  it.each([
    ['the balance is 0', { ...account, balanceX32: 0n }],
    ['no node is active', { ...account, activeNodes: 0 }],
  ])('moves only the time when %s', (_, idle) => {
    expect(advance(idle, { ...terms, time: 200n })).toEqual({ ...idle, accruedAt: 200n })
  })

  it('changes nothing at the same time, and throws when time goes back', () => {
    expect(advance(account, { ...terms, time: 100n })).toEqual(account)
    expect(() => advance(account, { ...terms, time: 99n })).toThrow(RewardsTimeInvalidError)
  })

  it('takes the last of a balance that is smaller than the allowance for errors', () => {
    const after = advance({ ...account, balanceX32: 6n }, { ...terms, time: 1n << 39n })
    expect(after).toMatchObject({ balanceX32: 0n, rewardPerNodeX32: 8n, owedX32: 12n })
  })
})

describe(`the arithmetic compared with the contract (seed "${SEED}")`, () => {
  let chain: RewardsChain
  beforeAll(async () => {
    chain = await openRewardsChain()
  })
  afterAll(() => chain?.stop())

  it.each([
    { name: 'a rate of 1e-8 for a network of three', rate: ONE / 10n ** 8n, fullNodes: 3n },
    { name: 'the highest rate for a network of one', rate: ONE / 10n ** 6n, fullNodes: 1n },
    { name: 'a rate of 1e-8 for the largest network', rate: ONE / 10n ** 8n, fullNodes: 2n ** 32n - 1n },
    { name: 'the lowest rate for a network of one', rate: 1n, fullNodes: 1n },
  ])('equals it in every bit at $name', async ({ name, rate, fullNodes }) => {
    const world = await chain.createWorld({ rate, fullNodes, nodes: NODES })
    const at = (time: bigint) => ({ time, ratePerSecond: rate, fullEmissionNodes: Number(fullNodes) })
    const active = new Set<number>()
    let account = await readAccount(world)
    for (let node = 1; node <= NODES; node++) await world.send('registry', 'setOwner', [node, world.pool])
    for (let step = 0; step < STEPS; step++) {
      const random = BigInt(seededBytes(SEED, name, step))
      const node = 1 + Number(random % BigInt(NODES))
      const amount = (random >> 16n) % (1n << ((random >> 8n) % 94n))
      // Mostly days, sometimes centuries, so that the exponent passes ln 2 many times.
      await world.passTime(1n + ((random >> 112n) % (1n << ((random >> 160n) % 33n))))
      const kind = step % 4
      const claimed = { nodeId: node, ...((await world.nodeAccounts()).get(node) as NodeAccount) }
      const isActive = active.has(node)
      const call = [
        () => world.send('pool', 'fund', [amount]),
        () => world.send('registry', isActive ? 'deactivate' : 'activate', [node]),
        () => world.send('pool', 'claim', [[node]]),
        async () => {
          await world.mine()
          return { time: await world.now() }
        },
      ][kind]
      const { time } = (await call?.()) ?? { time: 0n }
      const expected = advance(account, at(time))
      if (kind === 1) active[isActive ? 'delete' : 'add'](node)
      if (kind === 3) {
        await expectViews(world, { account, expected, at: at(time) })
        continue
      }
      // Each call adds to the account what the accrual does not know.
      const funded = kind === 0 ? amount : 0n
      const paid = kind === 2 ? claimable(claimed, account, at(time)) : 0n
      account = await readAccount(world)
      expect(account).toEqual({
        ...expected,
        balanceX32: expected.balanceX32 + (funded << 32n),
        owedX32: expected.owedX32 - (paid << 32n),
        activeNodes: active.size,
      })
    }
    expect(account.rewardPerNodeX32).toBeGreaterThan(0n)
  })

  /** The views of the contract at the newest block, which is later than the stored account. */
  async function expectViews(
    world: RewardsWorld,
    { account, expected, at }: { account: RewardsPool; expected: RewardsPool; at: Parameters<typeof claimable>[2] },
  ): Promise<void> {
    expect(await readAccount(world)).toEqual(account)
    expect(await world.read('pool', 'trackedBalance')).toBe(expected.balanceX32 >> 32n)
    expect(await world.read('pool', 'rewardsOwed')).toBe((expected.owedX32 + (1n << 32n) - 1n) >> 32n)
    for (const [nodeId, node] of await world.nodeAccounts())
      expect(claimable({ nodeId, ...node }, account, at)).toBe(await world.read('pool', 'accrued', [nodeId]))
  }
})

async function readAccount(world: RewardsWorld): Promise<RewardsPool> {
  const { accruedAt, eventCount: _, ...account } = await world.poolAccount()
  return { ...account, accruedAt: BigInt(accruedAt) }
}
