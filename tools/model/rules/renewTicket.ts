import { drawOf } from '../drawOf.ts'
import { livingNode, onlyIf, statusRefusal } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach, STATUS } from '../state.ts'
import { TICKET_LOOKAHEAD } from './register.ts'

export const renewTicket: Rule<NodeCall> = {
  refusals: (state, { nodeId }, block) =>
    livingNode(state, nodeId, (node) => {
      if (node.status !== STATUS.Pending) return [statusRefusal(node)]
      const renewableAt = node.activatableAt + state.parameters.exitDelay
      return [
        onlyIf(node.exitDueAt !== 0, 'ExitAlreadyRequested', nodeId, node.exitDueAt),
        onlyIf(drawOf(state, node, block) !== 'missed', 'DrawNotMissed', nodeId, node.ticket),
        onlyIf(block.time < renewableAt, 'RenewalTooEarly', nodeId, renewableAt),
      ]
    }),
  apply: (state, { nodeId }, block) => {
    const node = knownNode(state, nodeId)
    node.ticket = block.number + TICKET_LOOKAHEAD
    node.activatableAt = block.time + state.parameters.activationDelay
    reach(state, 'ticket renewed')
  },
}
