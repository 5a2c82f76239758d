import { enterList } from '../list.ts'
import { livingNode, notCaller, onlyIf, statusRefusal, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach, STATUS } from '../state.ts'

const RESUME_DELAY_SECONDS = 7 * 86_400

export const resumeByOperator: Rule<NodeCall> = {
  refusals: (state, { nodeId, sender, key, ed25519Key }, { time }) =>
    livingNode(state, nodeId, (node) => {
      const resumableAt = node.suspendedAt + RESUME_DELAY_SECONDS
      const suspended = node.status === STATUS.Suspended
      return [
        onlyIf(node.exitDueAt !== 0 && time >= node.exitDueAt, 'ExitDue', nodeId, node.exitDueAt),
        notCaller(node, sender, node.operator),
        suspended ? undefined : statusRefusal(node),
        onlyIf(suspended && time < resumableAt, 'ResumeTooEarly', nodeId, resumableAt),
        suspended ? wrongKey(state, node, key) : undefined,
        suspended ? wrongIdentity(node, ed25519Key) : undefined,
      ]
    }),
  apply: (state, { nodeId }, { time }) => {
    const node = knownNode(state, nodeId)
    node.status = STATUS.Active
    node.suspendedAt = 0
    enterList(state, node, time)
    reach(state, 'resumed by operator')
  },
}
