import { type ModelPool, POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { WithdrawCall } from '../../poolOperation.ts'
import { isFull, isOver, placeAt, takenIndexOf } from '../../pools.ts'
import type { Rule } from '../../rule.ts'
import { type ModelState, reach } from '../../state.ts'
import { move } from '../../token.ts'
import { knownPool, ownPlace, poolIn } from './poolChecks.ts'

/** Epochs that a contribution to an open pool stays. */
export const REST_EPOCHS = 24

export const withdraw: Rule<WithdrawCall> = {
  refusals: (state, { poolId, sender }, { time }) =>
    poolIn(state, poolId, [POOL_STATE.Open, POOL_STATE.Closed], (pool) =>
      ownPlace(pool, sender, ({ contributedAt }) => {
        if (isOver(state, pool, time)) return []
        const withdrawableAt = contributedAt + REST_EPOCHS * state.world.epochSeconds
        return [
          onlyIf(isFull(pool), 'PoolFull', poolId, pool.terms.deadline),
          onlyIf(time < withdrawableAt, 'WithdrawalTooEarly', poolId, withdrawableAt),
        ]
      }),
    ),
  apply: (state, { poolId, sender }, { time }) => {
    const pool = knownPool(state, poolId)
    const index = takenIndexOf(pool, sender)
    const { brought } = placeAt(pool, index)
    reach(state, howOver(state, pool, index, time))
    if (isOver(state, pool, time) || index === 0) {
      pool.places[index] = undefined
      pool.state = POOL_STATE.Closed
    } else {
      giveUp(pool, index)
    }
    move(state, state.world.contributionPools, sender, brought)
  },
}

/** In an open pool the last slot moves to the freed index. */
const giveUp = ({ places }: ModelPool, index: number): void => {
  const last = places.pop()
  if (index < places.length) places[index] = last
}

const howOver = (state: ModelState, pool: ModelPool, index: number, time: number): string => {
  if (pool.state === POOL_STATE.Closed) return 'closed pool refunded'
  if (pool.terms.requirement !== state.parameters.stakingRequirement) return 'outdated pool refunded'
  if (time > pool.terms.deadline) return 'expired pool refunded'
  return index === 0 ? 'pool cancelled' : 'contribution withdrawn'
}
