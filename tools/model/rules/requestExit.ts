import { livingNode, notCaller, onlyIf } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach } from '../state.ts'

export const requestExit: Rule<NodeCall> = {
  refusals: (state, { nodeId, sender }) =>
    livingNode(state, nodeId, (node) => [
      notCaller(node, sender, node.operator, node.owner),
      onlyIf(node.exitDueAt !== 0, 'ExitAlreadyRequested', nodeId, node.exitDueAt),
    ]),
  apply: (state, { nodeId }, { time }) => {
    knownNode(state, nodeId).exitDueAt = time + state.parameters.exitDelay
    reach(state, 'flagged')
  },
}
