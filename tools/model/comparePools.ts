import { type Hex, zeroAddress } from 'viem'
import type { Driver } from './driver/createDriver.ts'
import { DifferenceError } from './errors.ts'
import { expectSame, type Touched } from './expectSame.ts'
import { type ModelPlace, type ModelPool, POOL_STATE } from './modelPool.ts'
import { boundsOf, dueTo, isOver, lastRegistration, receiptsOf, totalOf } from './pools.ts'
import { creditOf } from './rules/pools/settlePlace.ts'
import type { ModelState } from './state.ts'
import { balanceOf } from './token.ts'
import type { ContributionPoolView, SlotView } from './views.ts'

/** Compares the pools that an operation touched, and the holdings of all of them. */
export const comparePools = async (state: ModelState, driver: Driver, touched: Touched): Promise<void> => {
  const { views } = driver
  expectSame('the number of pools', BigInt(state.pools.size), await views.contributionPoolCount())
  compareHoldings(state)
  const poolIds = [...touched.poolIds]
  if (poolIds.length === 0) return
  const accounts = [...touched.accounts]
  for (const poolId of poolIds) {
    const pool = state.pools.get(poolId)
    if (pool !== undefined) await comparePool(state, driver, pool, accounts)
  }
  for (const account of accounts) {
    expectSame(`the credit of ${account}`, creditOf(state, account), await views.credit(account))
  }
}

const comparePool = async (state: ModelState, driver: Driver, pool: ModelPool, accounts: readonly Hex[]) => {
  const { views } = driver
  const { poolId } = pool
  const { time } = driver.head()
  expectSame(`pool ${poolId}`, await poolView(state, pool), await views.contributionPool(poolId))
  expectSame(`the places of pool ${poolId}`, pool.places.map(slotView), await views.slots(poolId))
  const over = isOver(state, pool, time)
  expectSame(`whether pool ${poolId} is over`, over, await views.isOver(poolId))
  if (pool.state === POOL_STATE.Registered) {
    for (const [index, place] of pool.places.entries()) {
      const offeredTo = await views.pendingContributor(poolId, index)
      expectSame(`the offer of place ${index} of pool ${poolId}`, place?.offeredTo, offeredTo)
      expectSame(
        `what is due to place ${index} of pool ${poolId}`,
        dueTo(state, pool, index),
        await views.due(poolId, index),
      )
    }
  }
  // A pool that takes no contributions has zero bounds for every account, so one account stands for all.
  for (const account of pool.state === POOL_STATE.Open && !over ? accounts : [pool.opener]) {
    const bounds = pool.state === POOL_STATE.Open && !over ? boundsOf(pool, account) : undefined
    // Zeros for accounts without a slot, and for pools without room.
    const expected = bounds === undefined || bounds.max === 0n ? [0n, 0n] : [bounds.min, bounds.max]
    const actual = await views.contributionBounds(poolId, account)
    expectSame(`what ${account} may bring to pool ${poolId}`, expected, actual)
  }
}

const poolView = async ({ world }: ModelState, pool: ModelPool): Promise<ContributionPoolView> => ({
  opener: pool.opener,
  feeBps: pool.terms.feeBps,
  deadline: pool.terms.deadline,
  nodeId: pool.nodeId,
  state: pool.state,
  requirement: pool.terms.requirement,
  total: totalOf(pool),
  registeredAt: pool.registeredAt,
  slotCount: pool.places.length,
  reservedCount: pool.places.filter((place) => place?.reserved !== undefined).length,
  termsHash: pool.termsHash,
  registrationHash: await world.registrationHash(lastRegistration(pool)),
})

const slotView = (place: ModelPlace | undefined): SlotView => ({
  contributor: place?.contributor ?? zeroAddress,
  amount: place?.reserved ?? place?.brought ?? 0n,
  beneficiary: place?.beneficiary ?? zeroAddress,
  contributedAt: place?.contributedAt ?? 0,
  paid: place?.paid ?? 0n,
})

/**
 * Accounts for all tokens of the pools: contributions, earnings of slots, credit, gifts, and the rounding remainder.
 * The remainder is less than a base unit per slot and never negative. Shares are of the whole stake.
 */
const compareHoldings = (state: ModelState): void => {
  let owed = state.poolGifts
  for (const credit of state.credit.values()) owed += credit
  for (const pool of state.pools.values()) owed += holdingOf(state, pool)
  expectSame('what the contribution pools hold', owed, balanceOf(state, state.world.contributionPools))
}

const holdingOf = (state: ModelState, pool: ModelPool): bigint => {
  const { poolId, places, terms } = pool
  if (pool.state !== POOL_STATE.Registered) return totalOf(pool)
  expectSame(`the sum of shares of pool ${poolId}`, terms.requirement, totalOf(pool))
  const { rewards, principal } = receiptsOf(state, pool)
  const paid = places.reduce((sum, place) => sum + (place?.paid ?? 0n), 0n)
  const due = [...places.keys()].reduce((sum, index) => sum + dueTo(state, pool, index), 0n)
  const left = rewards + principal - paid - due
  if (left < 0n || left >= BigInt(places.length))
    throw new DifferenceError({ what: `what rounding leaves of pool ${poolId}`, expected: places.length, actual: left })
  return due + left
}
