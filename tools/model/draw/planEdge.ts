import type { Random } from '../createRandom.ts'
import type { Block, MineCall } from '../operation.ts'
import { TICKET_LOOKAHEAD } from '../rules/register.ts'
import { epochAt, type ModelNode, type ModelState, STATUS } from '../state.ts'
import { drawChange, drawPause } from './drawGovernance.ts'
import { drawNodeCall, drawUpdateEndpoint } from './drawNodeCall.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import type { Draw, Edge, Plan } from './plan.ts'
import { poolEdges } from './planPool.ts'

const WEEK = 7 * 86_400

const call =
  (kind: 'activate' | 'renewTicket' | 'exit' | 'resumeByOperator'): Draw =>
  (context) =>
    drawNodeCall(context, kind)

/**
 * Plans an operation for the very second, or the very block, in which its outcome changes, or for the one before or
 * after: where an off-by-one would be, and where chance alone hardly ever comes.
 */
export const planEdge = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  if (random.chance(BLOCK_EDGES)) return planBlockEdge(random, state, head)
  const edges = [
    ...nodeEdges(state),
    ...endpointEdges(state, head),
    ...worldEdges(random, state, head),
    ...poolEdges(state),
  ].filter(({ at }) => at > head.time + 1)
  if (edges.length === 0) return []
  const { at, draw, focus, place } = random.pick(edges)
  return [{ draw, focus, place, time: at + random.pick([-1, 0, 0, 1]) }]
}

/** Share of the edges that are of blocks, not of time. */
const BLOCK_EDGES = 0.12

const nodeEdges = (state: ModelState): Edge[] =>
  [...state.nodes.values()].flatMap(({ nodeId, status, paid, activatableAt, exitDueAt, suspendedAt }): Edge[] => {
    if (paid) return []
    const edge = (at: number, draw: Draw): Edge => ({ at, draw, focus: nodeId })
    return [
      ...(exitDueAt === 0 ? [] : [edge(exitDueAt, call('exit')), edge(exitDueAt, drawQuorum)]),
      ...(status === STATUS.Pending
        ? [edge(activatableAt, call('activate')), edge(activatableAt + state.parameters.exitDelay, call('renewTicket'))]
        : []),
      ...(status === STATUS.Suspended
        ? [edge(suspendedAt + WEEK, call('resumeByOperator')), edge(exitDueAt, call('resumeByOperator'))]
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
  const change: Draw = (context) => drawChange(context, random.chance(0.5) ? 'execute' : 'setParameters')
  const nextEpoch = (epochAt(state, head.time) + 1) * world.epochSeconds
  const joins = [call('activate'), call('exit'), call('resumeByOperator')]
  const atBoundary = [drawQuorum, drawQuorum, drawUpdateEndpoint, ...joins]
  return [
    ...atBoundary.map((draw) => ({ at: nextEpoch, draw })),
    { at: pausedUntil, draw: drawRegistration },
    { at: pausedUntil + WEEK, draw: drawPause },
    ...[...schedules.values()].flatMap((readyAt) => [
      { at: readyAt, draw: change },
      { at: readyAt + WEEK, draw: change },
    ]),
  ]
}

/** Mines until the block in which a draw is there, or is lost, and then tries to use it. */
const planBlockEdge = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const waits = ({ status, exitDueAt, ticket }: ModelNode): boolean =>
    status === STATUS.Pending && exitDueAt === 0 && ticket + state.world.hashWindow > head.number + TICKET_LOOKAHEAD
  const nodes = [...state.nodes.values()].filter(waits)
  if (nodes.length === 0) return []
  const { nodeId, ticket, activatableAt } = random.pick(nodes)
  const lastReadable = ticket + state.world.hashWindow
  // Each draw that is let go by takes those of others with it.
  const target = random.chance(0.3)
    ? random.pick([lastReadable, lastReadable + 1n])
    : random.pick([ticket, ticket + 1n])
  // The call itself is in the block after those that are mined.
  const blocks = Number(target - 1n - head.number)
  const mine: MineCall = { kind: 'mine', blocks, intervalSeconds: 1 }
  const use: Plan = { draw: call(random.chance(0.7) ? 'activate' : 'renewTicket'), focus: nodeId }
  if (blocks < 1) return []
  return [{ draw: () => mine }, { ...use, time: Math.max(activatableAt, head.time + 2 * blocks) }]
}
