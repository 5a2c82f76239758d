import { zeroAddress } from 'viem'
import { livingNode, notCaller, onlyIf } from '../nodeChecks.ts'
import type { ProposeOwnerCall } from '../operation.ts'
import { isPayable } from '../payable.ts'
import { knownNode, type Rule } from '../rule.ts'

export const proposeOwner: Rule<ProposeOwnerCall> = {
  refusals: (state, { nodeId, sender, pendingOwner }) =>
    livingNode(state, nodeId, (node) => [
      notCaller(node, sender, node.owner),
      onlyIf(pendingOwner !== zeroAddress && !isPayable(state, pendingOwner), 'OwnerInvalid', pendingOwner),
    ]),
  apply: (state, { nodeId, pendingOwner }) => {
    knownNode(state, nodeId).pendingOwner = pendingOwner === zeroAddress ? undefined : pendingOwner
  },
}
