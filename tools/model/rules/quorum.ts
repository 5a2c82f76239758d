import { zeroAddress } from 'viem'
import { enterList, leaveList } from '../list.ts'
import { exitDue, livingNode, onlyIf, statusRefusal, wrongIdentity, wrongKey } from '../nodeChecks.ts'
import type { Block, QuorumCall, QuorumTerms } from '../operation.ts'
import { isPayable } from '../payable.ts'
import { quorumRefusals } from '../quorumRefusals.ts'
import { knownNode, type Refusal, type Rule } from '../rule.ts'
import { activeCount, signersOf } from '../signers.ts'
import { epochAt, type ModelNode, type ModelState, reach, STATUS } from '../state.ts'
import { move } from '../token.ts'
import { countRecent, isEstablished, notLaunched, tooManySuspensions } from './limits.ts'

/** Epochs between a change of a node and its suspension or resumption by quorum. */
const REST_EPOCHS = 2

/** One in this many nodes may be removed, at least one. */
const REMOVAL_SHARE = 13

const BPS = 10_000n

export const quorum: Rule<QuorumCall> = {
  refusals: (state, call, { time }) =>
    livingNode(state, call.terms.nodeId, (node) => {
      const epoch = epochAt(state, time)
      return [
        exitDue(node, time),
        onlyIf(
          call.terms.action !== 'remove' && !isRested(node, epoch),
          'StatusTooRecent',
          node.nodeId,
          node.statusEpoch,
          epoch,
        ),
        ...quorumRefusals(state, call, epoch),
        ...ACTIONS[call.terms.action].refusals(state, call, node, time),
      ]
    }),
  apply: (state, call, block) => {
    ACTIONS[call.terms.action].apply(state, call, knownNode(state, call.terms.nodeId), block)
    if (call.nonSigners.length > 0) reach(state, 'quorum with non-signers')
    if (call.nonSigners.some(({ nodeId, key }) => state.nodes.get(nodeId)?.key !== key))
      reach(state, 'non-signer named by a replaced key')
  },
}

/** Whether a node may be suspended or resumed by quorum. */
export const isRested = ({ statusEpoch }: ModelNode, epoch: number): boolean => epoch >= statusEpoch + REST_EPOCHS

type Action = {
  readonly refusals: (
    state: ModelState,
    call: QuorumCall,
    node: ModelNode,
    time: number,
  ) => readonly (Refusal | undefined)[]
  readonly apply: (state: ModelState, call: QuorumCall, node: ModelNode, block: Block) => void
}

const suspend: Action = {
  refusals: (state, { key, terms }, node, time) => {
    const active = activeCount(state)
    const { minQuorum } = state.parameters
    if (node.status !== STATUS.Active) return [statusRefusal(node)]
    const members = signersOf(state, terms.epoch).size
    return [
      onlyIf(active <= minQuorum, 'ActiveSetTooSmall', active - 1, minQuorum),
      wrongKey(state, node, key),
      notLaunched(state, node, time),
      ...(isEstablished(state, node, time) ? tooManySuspensions(state, members, time) : []),
    ]
  },
  apply: (state, _, node, { time }) => {
    if (isEstablished(state, node, time)) state.suspensions.push(epochAt(state, time))
    else reach(state, 'young node suspended')
    node.status = STATUS.Suspended
    node.suspendedAt = time
    leaveList(state, node, time)
    reach(state, 'suspended')
  },
}

const resume: Action = {
  refusals: (state, { key, ed25519Key }, node) =>
    node.status === STATUS.Suspended
      ? [wrongKey(state, node, key), wrongIdentity(node, ed25519Key)]
      : [statusRefusal(node)],
  apply: (state, _, node, { time }) => {
    node.status = STATUS.Active
    node.suspendedAt = 0
    enterList(state, node, time)
    reach(state, 'resumed')
  },
}

/** A removal from the list is limited like a suspension. */
const takesEstablished = (state: ModelState, node: ModelNode, time: number): boolean =>
  node.status === STATUS.Active && isEstablished(state, node, time)

const remove: Action = {
  refusals: (state, { key, terms }, node, time) => {
    if (node.status !== STATUS.Active && node.status !== STATUS.Suspended) return [statusRefusal(node)]
    const members = signersOf(state, terms.epoch).size
    const max = Math.max(1, Math.floor(members / REMOVAL_SHARE))
    const counted = countRecent(state.removals, epochAt(state, time))
    const { reporter } = terms
    return [
      onlyIf(counted >= max, 'RemovalLimitReached', BigInt(counted), BigInt(max)),
      onlyIf(reporter !== zeroAddress && !isPayable(state, reporter), 'ReporterInvalid', reporter),
      wrongKey(state, node, key),
      notLaunched(state, node, time),
      ...(takesEstablished(state, node, time) ? tooManySuspensions(state, members, time) : []),
    ]
  },
  apply: (state, { terms }, node, { time }) => {
    const { penalty, reward } = removalPay(state, node, terms)
    if (!isRested(node, epochAt(state, time))) reach(state, 'removed just after another change')
    if (takesEstablished(state, node, time)) {
      state.suspensions.push(epochAt(state, time))
      reach(state, 'removal counted as a suspension')
    }
    if (node.status === STATUS.Active) leaveList(state, node, time)
    node.status = STATUS.Removed
    node.pendingOwner = undefined
    node.pendingOperator = undefined
    node.principal -= penalty
    if (node.exitDueAt > time + state.parameters.removalLock) reach(state, 'removal due no sooner than the exit')
    node.exitDueAt = Math.max(node.exitDueAt, time + state.parameters.removalLock)
    state.removals.push(epochAt(state, time))
    // The rest of the penalty stays until `sweep` is called.
    if (reward > 0n) move(state, state.world.registry, terms.reporter, reward)
    reach(state, 'removed')
  },
}

const ACTIONS = { suspend, resume, remove } as const

/** A reporter gets at most this fraction (1/n) of the penalty. */
const REWARD_PARTS = 10n

/** Without a reporter the whole penalty goes to the rewards pool. */
const removalPay = (state: ModelState, node: ModelNode, { reporter }: QuorumTerms) => {
  const { penaltyBps, removalReward } = state.parameters
  const penalty = (node.principal * BigInt(penaltyBps)) / BPS
  if (reporter === zeroAddress) return { penalty, reward: 0n }
  const most = penalty / REWARD_PARTS
  if (removalReward > most) reach(state, 'reward cut')
  return { penalty, reward: removalReward < most ? removalReward : most }
}
