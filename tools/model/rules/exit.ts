import { leaveList } from '../list.ts'
import { onlyIf, statusRefusal, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule, refusal } from '../rule.ts'
import { reach, STATUS } from '../state.ts'
import { move } from '../token.ts'

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
  apply: (state, { nodeId }, { time }) => {
    const node = knownNode(state, nodeId)
    if (node.status === STATUS.Active) leaveList(state, node, time)
    reach(state, node.status === STATUS.Removed ? 'removed and paid' : 'exited')
    if (node.status !== STATUS.Removed) node.status = STATUS.Exited
    move(state, state.world.registry, node.owner, node.principal)
    node.paid = true
    node.pendingOwner = undefined
  },
}
