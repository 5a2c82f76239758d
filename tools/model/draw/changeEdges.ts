import type { Block } from '../operation.ts'
import { OPERATOR_CHANGE_EPOCHS } from '../rules/acceptOperator.ts'
import { BUCKET_EPOCHS, bucketOf, ESTABLISHED_EPOCHS } from '../rules/limits.ts'
import { ROTATION_EPOCHS } from '../rules/rotateKeys.ts'
import { epochAt, type ModelNode, type ModelState, STATUS } from '../state.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawSetExtension } from './drawNodeChange.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRotateKeys } from './drawRotation.ts'
import type { Draw, Edge } from './plan.ts'

const suspend: Draw = (context) => drawQuorum(context, 'suspend')
const remove: Draw = (context) => drawQuorum(context, 'remove')
const activate: Draw = (context) => drawNodeCall(context, 'activate')
const acceptOperator: Draw = (context) => drawNodeCall(context, 'acceptOperator')
const resumeByOperator: Draw = (context) => drawNodeCall(context, 'resumeByOperator')
const exit: Draw = (context) => drawNodeCall(context, 'exit')

/** Time before the end of the launch from which on it is tried. Else it would be over too soon. */
const LAUNCH_ENDS_SECONDS = 3 * 86_400

/** The tip grows with each step, up to this one. */
const TIP_STEPS = 10

/** Times at which the rest of a change, a limit of pace or the launch ends, or the tip of an exit grows. */
export const changeEdges = (state: ModelState, head: Block): Edge[] => {
  const { epochSeconds, launchEnd } = state.world
  const nextBucket = (bucketOf(epochAt(state, head.time)) + 1) * BUCKET_EPOCHS * epochSeconds
  const ofLaunch = [activate, suspend, remove].map((draw) => ({ at: launchEnd, draw }))
  const safeUntil = launchEnd + ESTABLISHED_EPOCHS * epochSeconds
  return [
    ...(launchEnd - head.time < LAUNCH_ENDS_SECONDS ? ofLaunch : []),
    ...(head.time > launchEnd ? [suspend, remove].map((draw) => ({ at: safeUntil, draw })) : []),
    ...[activate, suspend, resumeByOperator].map((draw) => ({ at: nextBucket, draw })),
    { at: state.pausedUntil, draw: activate },
    ...[...state.nodes.values()].flatMap((node) => (node.paid ? [] : edgesOf(state, node, head))),
  ]
}

const edgesOf = (state: ModelState, node: ModelNode, head: Block): Edge[] => {
  const { nodeId: focus, status, exitDueAt, activatableAt } = node
  const { epochSeconds } = state.world
  const after = (epoch: number, rest: number): number => (epoch === 0 ? 0 : (epoch + rest) * epochSeconds)
  const isLate = exitDueAt !== 0 && exitDueAt <= head.time
  const steps = Math.floor((head.time - exitDueAt) / (BUCKET_EPOCHS * epochSeconds))
  const nextTip = exitDueAt + Math.min(steps + 1, TIP_STEPS) * BUCKET_EPOCHS * epochSeconds
  return [
    { at: after(node.ownerRotationEpoch, ROTATION_EPOCHS.owner), draw: drawRotateKeys, focus },
    { at: after(node.operatorRotationEpoch, ROTATION_EPOCHS.operator), draw: drawRotateKeys, focus },
    { at: after(node.extensionEpoch, 1), draw: drawSetExtension, focus },
    ...(node.pendingOperator === undefined
      ? []
      : [{ at: after(node.operatorEpoch, OPERATOR_CHANGE_EPOCHS), draw: acceptOperator, focus }]),
    ...(status === STATUS.Active && isLate ? [{ at: nextTip, draw: exit, focus }] : []),
    ...(status === STATUS.Active
      ? [{ at: activatableAt + ESTABLISHED_EPOCHS * epochSeconds, draw: suspend, focus }]
      : []),
    ...(exitDueAt === 0 ? [] : [{ at: exitDueAt, draw: drawRotateKeys, focus }]),
  ]
}
