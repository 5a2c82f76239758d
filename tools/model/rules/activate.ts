import { encodeAbiParameters, keccak256 } from 'viem'
import { drawOf } from '../drawOf.ts'
import { enterList } from '../list.ts'
import { livingNode, onlyIf, statusRefusal, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach, STATUS } from '../state.ts'

export const activate: Rule<NodeCall> = {
  refusals: (state, { nodeId, key, ed25519Key }, block) =>
    livingNode(state, nodeId, (node) => {
      if (node.status !== STATUS.Pending) return [statusRefusal(node)]
      const draw = drawOf(state, node, block)
      return [
        onlyIf(node.exitDueAt !== 0, 'ExitAlreadyRequested', nodeId, node.exitDueAt),
        onlyIf(block.time < node.activatableAt, 'ActivationTooEarly', nodeId, node.activatableAt),
        onlyIf(draw === 'to come', 'DrawNotReady', nodeId, node.ticket),
        onlyIf(draw === 'missed', 'DrawMissed', nodeId, node.ticket),
        wrongKey(state, node, key),
        wrongIdentity(node, ed25519Key),
      ]
    }),
  apply: async (state, { nodeId }, block) => {
    const node = knownNode(state, nodeId)
    const hash = await state.world.blockHash(node.ticket)
    const drawn = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint32' }], [hash, nodeId]))
    node.seed = BigInt(drawn.slice(0, 18))
    node.activatedAt = block.time
    node.status = STATUS.Active
    enterList(state, node, block.time)
    reach(state, 'active')
  },
}
