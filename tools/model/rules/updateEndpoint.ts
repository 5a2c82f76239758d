import { endpointRefusals } from '../endpointRefusals.ts'
import { rewriteLeaf } from '../list.ts'
import { livingNode, notCaller, onlyIf, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { UpdateEndpointCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { epochAt, reach, STATUS } from '../state.ts'

export const updateEndpoint: Rule<UpdateEndpointCall> = {
  refusals: (state, { nodeId, sender, key, ed25519Key, endpoint }, { time }) =>
    livingNode(state, nodeId, (node) => {
      const epoch = epochAt(state, time)
      return [
        notCaller(node, sender, node.operator),
        wrongKey(state, node, key),
        wrongIdentity(node, ed25519Key),
        ...endpointRefusals(endpoint),
        onlyIf(node.endpointEpoch === epoch, 'EndpointUpdatedThisEpoch', nodeId, epoch),
      ]
    }),
  apply: (state, { nodeId, endpoint }, { time }) => {
    const node = knownNode(state, nodeId)
    node.endpoint = endpoint
    node.endpointEpoch = epochAt(state, time)
    if (node.status === STATUS.Active) rewriteLeaf(state, node)
    reach(state, 'endpoint updated')
  },
}
