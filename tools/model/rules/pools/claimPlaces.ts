import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { ClaimPlacesCall } from '../../poolOperation.ts'
import { beneficiaryOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { move } from '../../token.ts'
import { payRewards } from '../claim.ts'
import { knownPool, poolIn } from './poolChecks.ts'
import { creditOf, settlePlace } from './settlePlace.ts'

export const PLACES_CLAIMED_MAX = 64

export const claimPlaces: Rule<ClaimPlacesCall> = {
  refusals: (state, { sender, places }) => {
    const [count, max] = [BigInt(places.length), BigInt(PLACES_CLAIMED_MAX)]
    return [
      onlyIf(count > max, 'ClaimTooLong', count, max),
      ...places.flatMap(({ poolId, slot }) =>
        poolIn(state, poolId, [POOL_STATE.Registered], (pool) => {
          const place = pool.places[slot]
          const own = place !== undefined && beneficiaryOf(place) === sender
          return [onlyIf(!own, 'CallerNotBeneficiary', poolId, slot, sender)]
        }),
      ),
    ].filter((reason) => reason !== undefined)
  },
  apply: (state, { sender, places }, { time }, observed) => {
    const pools = places.map(({ poolId }) => knownPool(state, poolId))
    if (places.length > 0)
      payRewards(
        state,
        pools.map(({ nodeId }) => nodeId),
        time,
        observed,
      )
    for (const { poolId, slot } of places) settlePlace(state, knownPool(state, poolId), slot)
    const amount = creditOf(state, sender)
    if (amount === 0n) return
    state.credit.delete(sender)
    move(state, state.world.contributionPools, sender, amount)
    reach(state, places.length === 0 ? 'credit alone claimed' : 'places claimed')
  },
}
