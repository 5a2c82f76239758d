import { livingNode, notCaller } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach } from '../state.ts'

export const acceptOwner: Rule<NodeCall> = {
  refusals: (state, { nodeId, sender }) =>
    livingNode(state, nodeId, (node) => [notCaller(node, sender, node.pendingOwner)]),
  apply: (state, { nodeId, sender }) => {
    const node = knownNode(state, nodeId)
    node.owner = sender
    node.pendingOwner = undefined
    node.pendingOperator = undefined
    reach(state, 'owner changed')
  },
}
