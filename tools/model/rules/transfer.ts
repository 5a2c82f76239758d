import { zeroAddress } from 'viem'
import type { TransferCall } from '../operation.ts'
import { type Rule, refusal } from '../rule.ts'
import { reach } from '../state.ts'
import { balanceRefusals, move } from '../token.ts'

export const transfer: Rule<TransferCall> = {
  refusals: (state, { sender, to, amount }) => [
    ...(to === zeroAddress ? [refusal('ERC20InvalidReceiver', to)] : []),
    ...balanceRefusals(state, sender, amount),
  ],
  apply: (state, { sender, to, amount }) => {
    move(state, sender, to, amount)
    const { registry, rewardsPool, contributionPools } = state.world
    if (to === registry || to === rewardsPool) reach(state, 'gift')
    if (to !== contributionPools) return
    state.poolGifts += amount
    reach(state, 'gift to the pools')
  },
}
