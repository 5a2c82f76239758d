import { zeroAddress } from 'viem'
import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { TransferSlotCall } from '../../poolOperation.ts'
import { indexOf, placeAt, receiptsOf, takenIndexOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { payRewards } from '../claim.ts'
import { knownPool, ownPlace, poolIn } from './poolChecks.ts'
import { settlePlace } from './settlePlace.ts'

/** The operator's slot bears the first loss, so it stays until the principal is paid. */
export const transferSlot: Rule<TransferSlotCall> = {
  refusals: (state, { poolId, sender, to }) =>
    poolIn(state, poolId, [POOL_STATE.Registered], (pool) =>
      ownPlace(pool, sender, (_, index) => {
        const bound = index === 0 && receiptsOf(state, pool).principal === 0n
        const invalid = [zeroAddress, state.world.contributionPools].includes(to) || indexOf(pool, to) !== -1
        return [onlyIf(bound, 'OperatorSlotBound', poolId), onlyIf(invalid, 'NewContributorInvalid', poolId, to)]
      }),
    ),
  apply: (state, { poolId, sender, to }, { time }, observed) => {
    const pool = knownPool(state, poolId)
    const index = takenIndexOf(pool, sender)
    payRewards(state, [pool.nodeId], time, observed)
    settlePlace(state, pool, index)
    Object.assign(placeAt(pool, index), { contributor: to, beneficiary: zeroAddress })
    reach(state, index === 0 ? 'operator place transferred' : 'place transferred')
  },
}
