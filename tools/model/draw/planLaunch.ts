import type { Random } from '../createRandom.ts'
import type { Block } from '../operation.ts'
import { isDrawn } from '../randomness.ts'
import { notLaunched } from '../rules/limits.ts'
import { signersOf } from '../signers.ts'
import { epochAt, type ModelNode, type ModelState, STATUS } from '../state.ts'
import { LAUNCH_GOALS } from '../unreached.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawPublish } from './drawPublish.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import type { Draw, Plan, Planner } from './plan.ts'

/** Part (1/n) of the rest of the launch that one operation or plan may take while a goal of the launch is open. */
const PARTS = 12

/** Epochs in which a quorum acts after the last activation: the one that it ends, and the next. */
const QUORUM_EPOCHS = 2

/** Members beyond the least quorum, because one of them may be suspended or rotate its key. */
const SPARE_MEMBERS = 1

const activate: Draw = (context) => drawNodeCall(context, 'activate')

/**
 * Seconds by which time may pass at most now, so that the launch lasts until its goals are reached; undefined: no limit.
 * There is none either when too little of the launch is left for another node. Else the run would stand still.
 */
export const launchStepMax = (state: ModelState, head: Block): number | undefined => {
  const { launchEnd, epochSeconds } = state.world
  const left = launchEnd - head.time
  const needed = state.parameters.activationDelay + QUORUM_EPOCHS * epochSeconds
  const isOpen = LAUNCH_GOALS.some((goal) => !state.reached.has(goal))
  return isOpen && left > needed ? Math.floor(left / PARTS) : undefined
}

/** The next step to the goals of the launch: a node registers, one is activated, or a quorum acts on one. */
export const planLaunch: Planner = (random, state, head) => {
  if (launchStepMax(state, head) === undefined) return []
  const nodes = [...state.nodes.values()].filter(({ exitDueAt }) => exitDueAt === 0)
  const safe = nodes.filter((node) => node.status === STATUS.Active && notLaunched(state, node, head.time + 1))
  const wanted = state.parameters.minQuorum + SPARE_MEMBERS
  if (safe.length >= wanted) return planSafeNode(random, state, head, safe)
  const pending = nodes.filter(({ status }) => status === STATUS.Pending)
  if (safe.length + pending.length < wanted) return [{ draw: drawRegistration, time: head.time + 1 }]
  return planFirstDue(state, head, pending)
}

/** Activates the node that is due first. Its round is published before. */
const planFirstDue = (state: ModelState, head: Block, pending: readonly ModelNode[]): readonly Plan[] => {
  const [node] = pending.toSorted((a, b) => a.activatableAt - b.activatableAt)
  if (node === undefined || node.activatableAt >= state.world.launchEnd) return []
  const { nodeId: focus } = node
  const time = Math.max(head.time + 1, node.activatableAt)
  const publishes = isDrawn(state, node.ticket) ? [] : [{ draw: drawPublish, focus, time }]
  return [...publishes, { draw: activate, focus, time: time + 1 }]
}

/** A quorum acts on a safe node, as soon as there is one. A removal needs no rest after the activation. */
const planSafeNode = (random: Random, state: ModelState, head: Block, safe: readonly ModelNode[]): readonly Plan[] => {
  const epoch = epochAt(state, head.time + 1)
  const hasQuorum = signersOf(state, epoch).size >= state.parameters.minQuorum
  const time = hasQuorum ? head.time + 1 : (epoch + 1) * state.world.epochSeconds
  const action = random.pick(['suspend', 'remove', 'remove'] as const)
  return [{ draw: (context) => drawQuorum(context, action), focus: random.pick(safe).nodeId, time }]
}
