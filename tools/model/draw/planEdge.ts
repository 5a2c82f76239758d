import type { Random } from '../createRandom.ts'
import type { Block } from '../operation.ts'
import { beaconAt, beaconOfSource, currentSource } from '../randomness.ts'
import { RESUME_EPOCHS } from '../rules/resumeByOperator.ts'
import { epochAt, type ModelState, STATUS } from '../state.ts'
import { changeEdges } from './changeEdges.ts'
import { drawChange, drawPause } from './drawGovernance.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawUpdateEndpoint } from './drawNodeChange.ts'
import { drawEarlyPublish, drawPublish } from './drawPublish.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import type { Draw, Edge, Plan } from './plan.ts'
import { poolEdges } from './planPool.ts'

const WEEK = 7 * 86_400

const call =
  (kind: 'activate' | 'exit' | 'resumeByOperator'): Draw =>
  (context) =>
    drawNodeCall(context, kind)

const quorum: Draw = (context) => drawQuorum(context)
const pause: Draw = (context) => drawPause(context, 'pauseRegistration')
const unpause: Draw = (context) => drawPause(context, 'unpauseRegistration')

/**
 * Plans an operation for the very second in which its outcome changes, or for the one before or after. An off-by-one
 * would be there, and chance alone hardly ever comes there.
 */
export const planEdge = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  if (random.chance(WARM_SLOTS)) return planWarmSlot()
  const edges = [
    ...nodeEdges(state),
    ...endpointEdges(state, head),
    ...worldEdges(random, state, head),
    ...poolEdges(state),
    ...changeEdges(state, head),
  ].filter(({ at }) => at > head.time + 1)
  if (edges.length === 0) return []
  const { at, draw, focus, place, before } = random.pick(edges)
  const time = at + random.pick([-1, 0, 0, 1])
  const publishes = before === undefined ? [] : [{ draw: before, focus, time: at - 2 }]
  return [...publishes, { draw, focus, place, time }]
}

/** Share of the plans for the newest published round, which delays tickets. */
const WARM_SLOTS = 0.08

const nodeEdges = ({ nodes, world }: ModelState): Edge[] =>
  [...nodes.values()].flatMap(({ nodeId, status, paid, activatableAt, exitDueAt, suspendedAt }): Edge[] => {
    if (paid) return []
    const edge = (at: number, draw: Draw): Edge => ({ at, draw, focus: nodeId })
    return [
      ...(exitDueAt === 0 ? [] : [edge(exitDueAt, call('exit')), edge(exitDueAt, quorum)]),
      ...(status === STATUS.Pending ? [{ ...edge(activatableAt, call('activate')), before: drawPublish }] : []),
      ...(status === STATUS.Suspended
        ? [
            edge(suspendedAt + RESUME_EPOCHS * world.epochSeconds, call('resumeByOperator')),
            edge(exitDueAt, call('resumeByOperator')),
          ]
        : []),
    ]
  })

/** A node that moved in this epoch may move again in the next. Such nodes are rare, so they are counted several times. */
const endpointEdges = (state: ModelState, head: Block): Edge[] => {
  const epoch = epochAt(state, head.time)
  const moved = [...state.nodes.values()].filter(({ endpointEpoch, paid }) => endpointEpoch === epoch && !paid)
  const edges = moved.map(({ nodeId }) => ({
    at: (epoch + 1) * state.world.epochSeconds,
    draw: drawUpdateEndpoint,
    focus: nodeId,
  }))
  return Array.from({ length: ENDPOINT_EDGES_TIMES }, () => edges).flat()
}

const ENDPOINT_EDGES_TIMES = 8

const worldEdges = (random: Random, state: ModelState, head: Block): Edge[] => {
  const { pausedUntil, schedules, world } = state
  const change: Draw = (context) => drawChange(context, random.chance(0.5) ? 'execute' : 'change')
  const { lookahead, stride } = beaconAt(state, beaconOfSource(state, currentSource(state)))
  const nextStride = Math.ceil((head.time + 2 + lookahead) / stride) * stride - lookahead
  const nextEpoch = (epochAt(state, head.time) + 1) * world.epochSeconds
  const joins = [call('activate'), call('exit'), call('resumeByOperator')]
  const atBoundary: Draw[] = [quorum, quorum, drawUpdateEndpoint, ...joins]
  return [
    ...atBoundary.map((draw) => ({ at: nextEpoch, draw })),
    { at: pausedUntil, draw: drawRegistration },
    { at: nextStride, draw: drawRegistration },
    { at: nextStride, draw: drawRegistration },
    { at: pausedUntil + WEEK, draw: pause },
    { at: pausedUntil, draw: unpause },
    ...[...schedules.values()].flatMap((readyAt) => [
      { at: readyAt, draw: change },
      { at: readyAt + WEEK, draw: change },
    ]),
  ]
}

/** Publishes a round ahead of the clock, then registers: the ticket is counted from that round. */
const planWarmSlot = (): readonly Plan[] => [{ draw: drawEarlyPublish }, { draw: drawRegistration }]
