import { leaveList } from '../list.ts'
import { onlyIf, statusRefusal, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule, refusal } from '../rule.ts'
import { type ModelNode, type ModelState, reach, STATUS } from '../state.ts'
import { move } from '../token.ts'
import { BUCKET_EPOCHS } from './limits.ts'

/** A removed node exits once, with the remainder after the penalty. Its key is needed only if the list changes. */
export const exit: Rule<NodeCall> = {
  refusals: (state, { nodeId, key }, { time }) => {
    const node = state.nodes.get(nodeId)
    if (node === undefined) return [refusal('ServiceNodeUnknown', nodeId)]
    if (node.paid) return [statusRefusal(node)]
    const due = node.exitDueAt !== 0 && time >= node.exitDueAt
    return [
      onlyIf(!due, 'ExitNotDue', nodeId, node.exitDueAt),
      node.status === STATUS.Active ? wrongKey(state, node, key) : undefined,
    ].filter((reason) => reason !== undefined)
  },
  apply: (state, { nodeId, sender }, { time }) => {
    const node = knownNode(state, nodeId)
    const tip = tipOf(state, node, time)
    if (node.status === STATUS.Active) leaveList(state, node, time)
    reach(state, node.status === STATUS.Removed ? 'removed and paid' : 'exited')
    if (node.status !== STATUS.Removed) node.status = STATUS.Exited
    node.principal -= tip
    move(state, state.world.registry, node.owner, node.principal)
    move(state, state.world.registry, sender, tip)
    node.paid = true
    node.pendingOwner = undefined
    node.pendingOperator = undefined
  },
}

/** Part of the principal for each 24 epochs that an exit is late, and its maximum. */
const TIP_BPS = 20n
const TIP_BPS_MAX = 200n
const BPS = 10_000n

/** Base units for the caller of a late exit. Only a node that is still listed pays them. */
const tipOf = (state: ModelState, { status, principal, exitDueAt }: ModelNode, time: number): bigint => {
  if (status !== STATUS.Active) return 0n
  const steps = Math.floor((time - exitDueAt) / (BUCKET_EPOCHS * state.world.epochSeconds))
  const bps = BigInt(steps) * TIP_BPS
  if (bps > 0n) reach(state, bps < TIP_BPS_MAX ? 'tip paid' : 'highest tip paid')
  return (principal * (bps < TIP_BPS_MAX ? bps : TIP_BPS_MAX)) / BPS
}
