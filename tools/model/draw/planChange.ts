import type { Random } from '../createRandom.ts'
import { gone } from '../nodeChecks.ts'
import type { Block } from '../operation.ts'
import { isDrawn } from '../randomness.ts'
import { BUCKET_EPOCHS, ESTABLISHED_EPOCHS } from '../rules/limits.ts'
import { ROTATION_EPOCHS } from '../rules/rotateKeys.ts'
import { activeCount } from '../signers.ts'
import { type ModelNode, type ModelState, STATUS } from '../state.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawProposeOperator, drawSetExtension, drawUpdateEndpoint } from './drawNodeChange.ts'
import { drawPublish } from './drawPublish.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import { drawRotateKeys } from './drawRotation.ts'
import type { Draw, Plan } from './plan.ts'

const suspend: Draw = (context) => drawQuorum(context, 'suspend')
const resume: Draw = (context) => drawQuorum(context, 'resume')
const remove: Draw = (context) => drawQuorum(context, 'remove')
const call =
  (kind: 'activate' | 'acceptOperator' | 'exit' | 'resumeByOperator'): Draw =>
  (context) =>
    drawNodeCall(context, kind)

/** Members of a signer set of which some may be missing, and some suspended. */
const ACTIVE_WANTED = 16

/** Time in which a node that registers now may be activated: its delay, and its round. */
const READY_SECONDS = 5 * 3_600

/** A row of operations around changed keys or operators, and around the limits of pace. */
export const planChange = (random: Random, state: ModelState, head: Block): readonly Plan[] =>
  random.weighted([
    [4, () => planRotation(random, state)],
    [10, () => planReplacedKeys(random, state, head)],
    [3, () => planOperator(random, state, head)],
    [2, () => planSuspensions(random, state, head)],
    [activeCount(state) < ACTIVE_WANTED ? 3 : 1, () => planActivations(random, head)],
  ])()

/** A signer rotates its BLS key. Then a quorum acts while the old key still signs. */
export const planRotation = (random: Random, state: ModelState): readonly Plan[] => {
  const active = [...state.nodes.values()].filter(({ status }) => status === STATUS.Active)
  if (active.length === 0) return []
  const focus = random.pick(active).nodeId
  const quorums = [random.pick([suspend, resume, remove]), random.pick([suspend, resume, remove])]
  return [{ draw: drawRotateKeys, focus }, ...quorums.map((draw) => ({ draw })), { draw: suspend, focus }]
}

/** A node that has replaced a key is named by the old one. */
const planReplacedKeys = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const living = [...state.nodes.values()].filter((node) => !node.paid && !gone(node))
  const rotated = living.filter((node) => node.replacedKeys.length + node.replacedIdentities.length > 0)
  if (rotated.length === 0) {
    return living.length === 0 ? [] : [{ draw: drawRotateKeys, focus: random.pick(living).nodeId }]
  }
  // Few nodes are pending, suspended or late.
  const status = random.pick(rotated).status
  const node = random.pick(rotated.filter((other) => other.status === status))
  const { draw, time } = random.pick(useOfKeys(state, node, head))
  const stale = node.replacedKeys.length > 0 && random.chance(0.5) ? 'key' : 'identity'
  return [{ draw, focus: node.nodeId, stale, time: Math.max(head.time, time ?? 0) + random.below(60) }]
}

/** Calls that take the node's keys, at a time when nothing else refuses them. */
const useOfKeys = (state: ModelState, node: ModelNode, head: Block): readonly Plan[] => {
  const { status, exitDueAt, suspendedAt, activatableAt, ownerRotationEpoch } = node
  const { epochSeconds } = state.world
  const anyStatus = [{ draw: drawUpdateEndpoint }, { draw: drawSetExtension }]
  if (exitDueAt !== 0 && exitDueAt <= head.time) {
    return status === STATUS.Active ? [{ draw: call('exit') }, ...anyStatus] : anyStatus
  }
  const rotation = { draw: drawRotateKeys, time: (ownerRotationEpoch + ROTATION_EPOCHS.owner) * epochSeconds }
  const acceptance = node.pendingOperator === undefined ? [] : [{ draw: call('acceptOperator') }]
  const shared = [...anyStatus, rotation, ...acceptance]
  if (status === STATUS.Pending) {
    return isDrawn(state, node.ticket) ? [{ draw: call('activate'), time: activatableAt }, ...shared] : shared
  }
  if (status === STATUS.Suspended) {
    const resumableAt = suspendedAt + ESTABLISHED_EPOCHS * epochSeconds
    return [{ draw: resume }, { draw: resume }, { draw: call('resumeByOperator'), time: resumableAt }, ...shared]
  }
  return [{ draw: suspend }, { draw: remove }, ...shared]
}

/** Another operator, and what it does first. Sometimes the one after it, too soon. */
export const planOperator = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const living = [...state.nodes.values()].filter((node) => !gone(node) && node.exitDueAt === 0)
  const own = living.filter(({ owner }) => owner !== state.world.contributionPools)
  if (own.length === 0) return []
  const focus = random.pick(own).nodeId
  const accept = call('acceptOperator')
  const change = [drawProposeOperator, accept]
  const draws = [
    ...(random.chance(0.5) ? [drawRotateKeys] : []),
    ...change,
    ...(random.chance(0.5) ? [drawRotateKeys] : change),
  ]
  return draws.map((draw, index) => ({ draw, focus, time: head.time + index * random.below(60) }))
}

/** Nodes that register together and are activated together, sometimes more than a bucket allows. */
export const planActivations = (random: Random, head: Block): readonly Plan[] => {
  const count = 3 + random.below(2)
  const readyAt = head.time + READY_SECONDS + random.below(READY_SECONDS)
  const publishes = Array.from({ length: 2 }, () => ({ draw: drawPublish, time: readyAt }))
  return [
    ...Array.from({ length: count }, () => ({ draw: drawRegistration })),
    ...publishes,
    ...Array.from({ length: count }, (_, index) => ({ draw: call('activate'), time: readyAt + 60 * (index + 1) })),
  ]
}

/** More suspensions than a bucket, or a week of buckets, allows. */
export const planSuspensions = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const { epochSeconds } = state.world
  const bucket = BUCKET_EPOCHS * epochSeconds
  const apart = random.pick([0, bucket])
  const count = 4 + random.below(3)
  return Array.from({ length: count }, (_, index) => ({ draw: suspend, time: head.time + 60 + index * apart }))
}
