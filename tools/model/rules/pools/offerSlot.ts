import { zeroAddress } from 'viem'
import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import { isPayable } from '../../payable.ts'
import type { OfferSlotCall } from '../../poolOperation.ts'
import { indexOf, placeAt, takenIndexOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { knownPool, ownPlace, poolIn } from './poolChecks.ts'

/** The opener's slot bears the first loss, so it never moves. */
export const offerSlot: Rule<OfferSlotCall> = {
  refusals: (state, { poolId, sender, to }) =>
    poolIn(state, poolId, [POOL_STATE.Registered], (pool) =>
      ownPlace(pool, sender, (_, index) => {
        const invalid = to !== zeroAddress && (!isPayable(state, to) || indexOf(pool, to) !== -1)
        return [onlyIf(index === 0, 'OpenerSlotBound', poolId), onlyIf(invalid, 'NewContributorInvalid', poolId, to)]
      }),
    ),
  apply: (state, { poolId, sender, to }) => {
    const pool = knownPool(state, poolId)
    const place = placeAt(pool, takenIndexOf(pool, sender))
    if (place.offeredTo !== zeroAddress) reach(state, to === zeroAddress ? 'offer withdrawn' : 'offer replaced')
    place.offeredTo = to
    reach(state, 'place offered')
  },
}
