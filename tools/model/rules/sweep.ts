import { principalOwed } from '../compare.ts'
import { advanceRewards } from '../list.ts'
import type { SweepCall } from '../operation.ts'
import type { Rule } from '../rule.ts'
import { reach } from '../state.ts'
import { balanceOf, move } from '../token.ts'

/** The surplus of the registry becomes rewards: penalties, and gifts. */
export const sweep: Rule<SweepCall> = {
  refusals: () => [],
  apply: (state, _, { time }) => {
    const { registry, rewardsPool } = state.world
    const surplus = balanceOf(state, registry) - principalOwed(state)
    move(state, registry, rewardsPool, surplus)
    advanceRewards(state, time)
    state.rewards.fund(surplus)
    state.rewardsBooked += surplus
    if (surplus > 0n) reach(state, 'swept')
  },
}
