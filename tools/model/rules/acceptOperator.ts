import { rewriteLeaf } from '../list.ts'
import { exitDue, livingNode, notCaller, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { epochAt, reach, STATUS } from '../state.ts'
import { beginAnew, tooSoon } from './rotateKeys.ts'

/** Least distance of two changes of the operator, epochs. */
export const OPERATOR_CHANGE_EPOCHS = 24

export const acceptOperator: Rule<NodeCall> = {
  refusals: (state, { nodeId, sender, key, ed25519Key }, { time }) =>
    livingNode(state, nodeId, (node) => [
      exitDue(node, time),
      notCaller(node, sender, node.pendingOperator),
      wrongKey(state, node, key),
      wrongIdentity(node, ed25519Key),
      tooSoon(node, node.operatorEpoch, OPERATOR_CHANGE_EPOCHS, epochAt(state, time)),
    ]),
  apply: (state, { nodeId, sender }, { time }) => {
    const node = knownNode(state, nodeId)
    if (node.operatorRotationEpoch !== 0) reach(state, "mark of the former operator's rotation dropped")
    node.operator = sender
    node.pendingOperator = undefined
    node.operatorEpoch = epochAt(state, time)
    // The new operator may take new keys, and move the node, at once.
    node.operatorRotationEpoch = 0
    node.endpointEpoch = 0
    beginAnew(node, time)
    if (node.status === STATUS.Active) rewriteLeaf(state, node)
    reach(state, 'operator changed')
  },
}
