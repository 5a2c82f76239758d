import { zeroAddress } from 'viem'
import type { Driver } from '../driver/createDriver.ts'
import { expectSame } from '../expectSame.ts'
import { POOL_STATE } from '../modelPool.ts'
import type { SlotView } from '../views.ts'
import type { Rebuilt } from './rebuilt.ts'
import type { RebuiltPool, RebuiltPools } from './replayPools.ts'

/** Compares the state of the contribution pools from the log alone with every view. */
export const comparePoolsReplay = async (
  driver: Driver,
  { pools, credit, eventCount }: RebuiltPools,
  nodes: Rebuilt,
) => {
  const { views } = driver
  expectSame('the number of pools rebuilt', BigInt(pools.size), await views.contributionPoolCount())
  expectSame('the number of events of the pools', eventCount, await views.contributionPoolEvents())
  for (const [poolId, { slots, offers, ...pool }] of pools) {
    expectSame(`pool ${poolId} rebuilt`, pool, await views.contributionPool(poolId))
    const actual = (await views.slots(poolId)).map(withBeneficiary)
    // A slot that is only reserved has no beneficiary, because no event names one.
    expectSame(`the places of pool ${poolId} rebuilt`, slots.map(withBeneficiary), actual)
    if (pool.state !== POOL_STATE.Registered) continue
    for (const index of slots.keys()) {
      const offeredTo = offers.get(index) ?? zeroAddress
      expectSame(`the offer of place ${index}, rebuilt`, offeredTo, await views.pendingContributor(poolId, index))
      const due = dueFrom({ ...pool, slots, offers }, index, nodes)
      expectSame(`what is due to place ${index} of pool ${poolId}, rebuilt`, due, await views.due(poolId, index))
    }
  }
  for (const [beneficiary, amount] of credit) {
    expectSame(`the credit of ${beneficiary} rebuilt`, amount, await views.credit(beneficiary))
  }
}

/** Zero stands for the contributor. */
const withBeneficiary = (slot: SlotView): SlotView => ({
  ...slot,
  beneficiary: slot.beneficiary === zeroAddress ? slot.contributor : slot.beneficiary,
})

const BPS = 10_000n

/** The sum that a reader would compute: docs/protocol.md, "Shared nodes". */
const dueFrom = ({ nodeId, feeBps, requirement, slots }: RebuiltPool, index: number, nodes: Rebuilt): bigint => {
  const rewards = nodes.rewardAccounts.get(nodeId)?.paid ?? 0n
  const principal = nodes.nodes.get(nodeId)?.principalPaid ?? 0n
  const { amount = 0n, paid = 0n } = slots[index] ?? {}
  const fee = (rewards * BigInt(feeBps)) / BPS
  const back = principal === 0n ? 0n : amount - (index === 0 ? requirement - principal : 0n)
  return (index === 0 ? fee : 0n) + ((rewards - fee) * amount) / requirement + back - paid
}
