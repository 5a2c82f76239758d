import { advanceRewards } from '../list.ts'
import type { AbsorbCall } from '../operation.ts'
import type { Rule } from '../rule.ts'
import { reach } from '../state.ts'
import { balanceOf } from '../token.ts'

/**
 * Untracked tokens of the rewards pool become rewards. The pool also writes fractions off, but fewer than 2^24 calls
 * with at most 250 nodes never make a base unit of them.
 */
export const absorb: Rule<AbsorbCall> = {
  refusals: () => [],
  apply: (state, _, { time }) => {
    const untracked = balanceOf(state, state.world.rewardsPool) - state.rewardsBooked
    advanceRewards(state, time)
    state.rewards.fund(untracked)
    state.rewardsBooked += untracked
    if (untracked > 0n) reach(state, 'absorbed')
  },
}
