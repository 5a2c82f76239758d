import type { BeaconIndex } from '../beacon.ts'
import type { PublishCall, RoundSignature } from '../operation.ts'
import {
  beaconAt,
  beaconOfSource,
  currentSource,
  isDrawn,
  latestRoundAt,
  publishedBy,
  roundAt,
  timeOfRound,
} from '../randomness.ts'
import { type ModelNode, type ModelState, STATUS } from '../state.ts'
import { type DrawContext, pickActor } from './context.ts'

const WRONG: readonly RoundSignature[] = ['otherRound', 'otherKey', 'negated', 'zero', 'offCurve', 'offSubgroup']

/** Share of the valid signatures. Each kind of a wrong one must occur in a run. */
const GOOD = 0.75

/** Strides by which a drawn round is at most ahead of the clock. More would keep tickets from being due in a run. */
const STRIDES_AHEAD = 3

/** Number of the rounds that are tried too far ahead. */
const TOO_FAR = 3

/** Rounds by which a drawn one is at most older than the newest that the beacon has made. */
const ROUNDS_BACK = 1_000

/** Whether a node waits for a round that the beacon has made by this time. */
export const waitsForRound = (state: ModelState, { status, exitDueAt, ticket }: ModelNode, time: number): boolean => {
  if (status !== STATUS.Pending || exitDueAt !== 0 || isDrawn(state, ticket)) return false
  return timeOfRound(beaconAt(state, beaconOfSource(state, ticket.source)), ticket.round) <= time
}

/** Publishes a round, mostly one that a node waits for. */
export const drawPublish = (context: DrawContext): PublishCall => {
  const { random } = context
  const signature = random.chance(GOOD) ? 'good' : random.pick(WRONG)
  return { kind: 'publish', sender: pickActor(context), ...drawRound(context), signature }
}

/** Publishes a round of the current source ahead of the clock, so that the next tickets are counted from it. */
export const drawEarlyPublish = (context: DrawContext): PublishCall => {
  const beacon = beaconOfSource(context.state, currentSource(context.state))
  const round = drawAhead(context, beacon)
  return { kind: 'publish', sender: pickActor(context), beacon, round, signature: 'good' }
}

/** Publishes the first round that no ticket can ask for, or one soon after. */
export const drawFarPublish = (context: DrawContext): PublishCall => {
  const { random, state, block } = context
  const beacon = random.below(state.world.beacons.length)
  const round = latestRoundAt(beaconAt(state, beacon), block.time) + 1 + random.below(TOO_FAR)
  return { kind: 'publish', sender: pickActor(context), beacon, round, signature: 'good' }
}

type Round = Pick<PublishCall, 'beacon' | 'round'>

const drawRound = (context: DrawContext): Round => {
  const { random, state, block, focus } = context
  const nodes = [...state.nodes.values()]
  const waiting = nodes.filter((node) =>
    focus === undefined ? waitsForRound(state, node, block.time) : node.nodeId === focus,
  )
  if (waiting.length > 0 && random.chance(FOR_A_NODE)) {
    const { source, round } = random.pick(waiting).ticket
    return { beacon: beaconOfSource(state, source), round }
  }
  const beacon = random.below(state.world.beacons.length)
  return { beacon, round: drawAnyRound(context, beacon) }
}

/** Share of the publications that a node waits for, if there is one. */
const FOR_A_NODE = 0.9

const drawAnyRound = (context: DrawContext, index: BeaconIndex): number => {
  const { random, state, block } = context
  const newest = roundAt(beaconAt(state, index), block.time)
  return random.weighted([
    [3, random.pick([...publishedBy(state, index)])],
    [3, Math.max(1, newest - random.below(ROUNDS_BACK))],
    [1, newest],
    [1, newest + 1],
    [1, drawAhead(context, index)],
  ])
}

const drawAhead = ({ random, state, block }: DrawContext, index: BeaconIndex): number => {
  const { stride, period } = beaconAt(state, index)
  const ahead = Math.ceil((STRIDES_AHEAD * stride) / period)
  return roundAt(beaconAt(state, index), block.time) + 1 + random.below(ahead)
}
