import { enterList } from '../list.ts'
import { exitDue, livingNode, notCaller, onlyIf, statusRefusal, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach, STATUS } from '../state.ts'
import { countActivation, tooManyActivations, wasSuspendedYoung } from './limits.ts'

/** Epochs of suspension after which the operator alone may resume. */
export const RESUME_EPOCHS = 168

export const resumeByOperator: Rule<NodeCall> = {
  refusals: (state, { nodeId, sender, key, ed25519Key }, { time }) =>
    livingNode(state, nodeId, (node) => {
      const resumableAt = node.suspendedAt + RESUME_EPOCHS * state.world.epochSeconds
      const suspended = node.status === STATUS.Suspended
      return [
        exitDue(node, time),
        notCaller(node, sender, node.operator),
        suspended ? undefined : statusRefusal(node),
        onlyIf(suspended && time < resumableAt, 'ResumeTooEarly', nodeId, resumableAt),
        suspended ? wrongKey(state, node, key) : undefined,
        suspended ? wrongIdentity(node, ed25519Key) : undefined,
        suspended && wasSuspendedYoung(state, node) ? tooManyActivations(state, time) : undefined,
      ]
    }),
  apply: (state, { nodeId }, { time }) => {
    const node = knownNode(state, nodeId)
    if (wasSuspendedYoung(state, node)) {
      countActivation(state, time)
      reach(state, 'return counted as an activation')
    }
    node.status = STATUS.Active
    node.suspendedAt = 0
    enterList(state, node, time)
    reach(state, 'resumed by operator')
  },
}
