import { zeroAddress } from 'viem'
import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { TakeSlotCall } from '../../poolOperation.ts'
import { indexOf, placeAt, receiptsOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { payRewards } from '../claim.ts'
import { knownPool, poolIn } from './poolChecks.ts'
import { settlePlace } from './settlePlace.ts'

/** A slot moves until the principal is paid. The former beneficiary is credited before. */
export const takeSlot: Rule<TakeSlotCall> = {
  refusals: (state, { poolId, sender, slot }) =>
    poolIn(state, poolId, [POOL_STATE.Registered], (pool) => {
      const offeredTo = pool.places[slot]?.offeredTo ?? zeroAddress
      return [
        onlyIf(sender !== offeredTo, 'SlotNotOffered', poolId, slot, sender),
        onlyIf(indexOf(pool, sender) !== -1, 'NewContributorInvalid', poolId, sender),
        onlyIf(receiptsOf(state, pool).principal > 0n, 'SlotPaidOut', poolId, slot),
      ]
    }),
  apply: (state, { poolId, sender, slot }, { time }, observed) => {
    const pool = knownPool(state, poolId)
    payRewards(state, [pool.nodeId], time, observed)
    settlePlace(state, pool, slot)
    Object.assign(placeAt(pool, slot), { contributor: sender, beneficiary: zeroAddress, offeredTo: zeroAddress })
    reach(state, 'place transferred')
  },
}
