import { encodeAbiParameters, keccak256 } from 'viem'
import { enterList } from '../list.ts'
import { livingNode, onlyIf, statusRefusal, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { beaconAt, beaconOfSource, currentSource, isDrawn } from '../randomness.ts'
import { knownNode, type Rule } from '../rule.ts'
import { reach, STATUS } from '../state.ts'
import { countActivation, isLaunched, tooManyActivations } from './limits.ts'
import { pauseRefusals } from './pauseRegistration.ts'

export const activate: Rule<NodeCall> = {
  refusals: (state, { nodeId, key, ed25519Key }, { time }) => [
    ...pauseRefusals(state, time),
    ...livingNode(state, nodeId, (node) => {
      if (node.status !== STATUS.Pending) return [statusRefusal(node)]
      return [
        onlyIf(node.exitDueAt !== 0, 'ExitAlreadyRequested', nodeId, node.exitDueAt),
        onlyIf(time < node.activatableAt, 'ActivationTooEarly', nodeId, node.activatableAt),
        onlyIf(!isDrawn(state, node.ticket), 'RoundNotPublished', node.ticket.round),
        wrongKey(state, node, key),
        wrongIdentity(node, ed25519Key),
        isLaunched(state, time) ? tooManyActivations(state, time) : undefined,
      ]
    }),
  ],
  apply: (state, { nodeId }, { time }) => {
    const node = knownNode(state, nodeId)
    const { source, round } = node.ticket
    const randomness = beaconAt(state, beaconOfSource(state, source)).randomnessOf(round)
    const drawn = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint32' }], [randomness, nodeId]))
    node.seed = BigInt(drawn.slice(0, 18))
    node.activatedAt = time
    node.activatableAt = time
    if (isLaunched(state, time)) countActivation(state, time)
    else reach(state, 'activated during the launch')
    node.status = STATUS.Active
    enterList(state, node, time)
    reach(state, 'active')
    if (source !== currentSource(state)) reach(state, 'drawn from an earlier source')
    else if (source !== 0) reach(state, 'drawn from a later source')
  },
}
