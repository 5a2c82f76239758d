import { advanceRewards } from '../list.ts'
import type { FundCall } from '../operation.ts'
import { type Rule, refusal } from '../rule.ts'
import { reach } from '../state.ts'
import { allowanceOf, pull, pullRefusals } from '../token.ts'

/** Total room of the accounts in base units. The model does not predict how much of it is left. */
const ROOM = 2n ** 96n

export const fund: Rule<FundCall> = {
  refusals: (state, { sender, amount }) => {
    const { rewardsPool } = state.world
    const allowance = allowanceOf(state, sender, rewardsPool)
    return [
      ...(amount >= ROOM ? [refusal('FundingTooHigh', amount, undefined)] : []),
      ...pullRefusals(state, { owner: sender, spender: rewardsPool, amount, allowance }),
    ]
  },
  apply: (state, { sender, amount }, { time }) => {
    pull(state, sender, state.world.rewardsPool, amount)
    advanceRewards(state, time)
    state.rewards.fund(amount)
    state.rewardsBooked += amount
    if (amount > 0n) reach(state, 'funded')
  },
}
