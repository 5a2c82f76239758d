import { zeroAddress } from 'viem'
import { livingNode, notCaller, onlyIf } from '../nodeChecks.ts'
import type { ProposeOperatorCall } from '../operation.ts'
import { isPayable } from '../payable.ts'
import { knownNode, type Rule } from '../rule.ts'

export const proposeOperator: Rule<ProposeOperatorCall> = {
  refusals: (state, { nodeId, sender, pendingOperator }) =>
    livingNode(state, nodeId, (node) => [
      notCaller(node, sender, node.owner),
      onlyIf(pendingOperator !== zeroAddress && !isPayable(state, pendingOperator), 'OperatorInvalid', pendingOperator),
    ]),
  apply: (state, { nodeId, pendingOperator }) => {
    knownNode(state, nodeId).pendingOperator = pendingOperator === zeroAddress ? undefined : pendingOperator
  },
}
