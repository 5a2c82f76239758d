import { payable } from '../../support/exactRewards.ts'
import { DifferenceError } from '../errors.ts'
import { advanceRewards } from '../list.ts'
import { onlyIf } from '../nodeChecks.ts'
import type { ClaimCall } from '../operation.ts'
import type { Observed, Rule } from '../rule.ts'
import { type ModelState, reach } from '../state.ts'
import { move } from '../token.ts'

const CLAIM_MAX = 256

/** Pays the present owners. Unknown ids and repeated nodes are skipped. */
export const claim: Rule<ClaimCall> = {
  refusals: (_, { nodeIds }) =>
    [onlyIf(nodeIds.length > CLAIM_MAX, 'ClaimTooLong', BigInt(nodeIds.length), BigInt(CLAIM_MAX))].filter(
      (reason) => reason !== undefined,
    ),
  apply: (state, { nodeIds }, { time }, observed) => payRewards(state, nodeIds, time, observed),
}

/** Pays the unpaid earnings of these nodes to their owners. The amount is observed, within bounds. */
export const payRewards = (state: ModelState, nodeIds: readonly number[], time: number, observed: Observed): void => {
  advanceRewards(state, time)
  for (const nodeId of new Set(nodeIds)) {
    const actual = observed.rewardsPaid.get(nodeId) ?? 0n
    const node = state.nodes.get(nodeId)
    const expected = payable(state.rewards.earned.get(nodeId) ?? 0n, state.poolCalls)
    const paidBefore = node?.rewardsPaid ?? 0n
    if (actual < expected.min || actual > expected.max || actual < paidBefore)
      throw new DifferenceError({ what: `rewards paid for node ${nodeId}`, expected, actual })
    if (node === undefined || actual === paidBefore) continue
    move(state, state.world.rewardsPool, node.owner, actual - paidBefore)
    state.rewardsBooked -= actual - paidBefore
    node.rewardsPaid = actual
    reach(state, 'claimed')
  }
}
