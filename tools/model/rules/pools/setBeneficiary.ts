import { POOL_STATE } from '../../modelPool.ts'
import type { SetBeneficiaryCall } from '../../poolOperation.ts'
import { placeAt, takenIndexOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { payRewards } from '../claim.ts'
import { ANY_STATE, beneficiaryRefusals, knownPool, ownPlace, poolIn } from './poolChecks.ts'
import { settlePlace } from './settlePlace.ts'

/** At any time. Earlier earnings belong to the former beneficiary. */
export const setBeneficiary: Rule<SetBeneficiaryCall> = {
  refusals: (state, { poolId, sender, beneficiary }) =>
    poolIn(state, poolId, ANY_STATE, (pool) =>
      ownPlace(pool, sender, () => beneficiaryRefusals(state, pool, beneficiary)),
    ),
  apply: (state, { poolId, sender, beneficiary }, { time }, observed) => {
    const pool = knownPool(state, poolId)
    const index = takenIndexOf(pool, sender)
    if (pool.state === POOL_STATE.Registered) {
      payRewards(state, [pool.nodeId], time, observed)
      settlePlace(state, pool, index)
      reach(state, 'beneficiary changed')
    }
    placeAt(pool, index).beneficiary = beneficiary
  },
}
