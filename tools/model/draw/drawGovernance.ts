import { parseEther } from 'viem'
import type { Change, GovernanceCall, Parameters, PauseCall } from '../operation.ts'
import { EXPIRATION_SECONDS } from '../rules/governance.ts'
import { type DrawContext, mostly, pickActor } from './context.ts'

/** Centre of the requirement, far from zero and from the limit of the actors. */
const STAKE_MIN = parseEther('12000')
const STAKE_RANGE = parseEther('30000')

/** @param kind begins a pause, or ends it */
export const drawPause = (context: DrawContext, kind: PauseCall['kind']): PauseCall => ({
  kind,
  sender: mostly(context, context.state.world.governor, () => pickActor(context)),
})

export const drawSchedule = (context: DrawContext): GovernanceCall => {
  const { random, memory } = context
  const again = memory.scheduled.length > 0 && random.chance(0.2)
  const change = again ? random.pick(memory.scheduled) : drawNewChange(context)
  if (!again) memory.scheduled.push(change)
  return { kind: 'schedule', sender: governorMostly(context), change }
}

/** @param kind through the manager, or at the registry itself */
export const drawChange = (context: DrawContext, kind: 'execute' | 'change'): GovernanceCall => {
  const { random, memory } = context
  const ready = memory.scheduled.filter((change) => isReady(context, change))
  const some = ready.length > 0 && random.chance(0.9) ? ready : memory.scheduled.slice(-3)
  const change = some.length === 0 ? drawNewChange(context) : random.pick(some)
  return { kind, sender: governorMostly(context), change }
}

const isReady = ({ state, block }: DrawContext, change: Change): boolean => {
  const readyAt = state.schedules.get(state.world.scheduleId(state.world.governor, change))
  return readyAt !== undefined && readyAt <= block.time && block.time < readyAt + EXPIRATION_SECONDS
}

const governorMostly = (context: DrawContext) => mostly(context, context.state.world.governor, () => pickActor(context))

/** Share of the changes that name another source. */
const SOURCES = 0.4

/** Other parameters, or a source, which may be the present one. */
const drawNewChange = (context: DrawContext): Change =>
  context.random.chance(SOURCES)
    ? { kind: 'setRandomness', beacon: context.random.below(context.state.world.beacons.length) }
    : { kind: 'setParameters', parameters: drawParameters(context) }

/** Mostly within the bounds, unless the requirement moves too far before the change. */
const drawParameters = (context: DrawContext): Parameters => {
  const { random, state } = context
  const { epochSeconds } = state.world
  const within = (min: number, max: number) => mostly(context, min + random.below(max - min + 1), () => max + 1)
  const delay = (min: number, max: number) => within(min * epochSeconds, max * epochSeconds)
  const exitDelay = delay(24, random.chance(0.8) ? 144 : 720)
  const lockMax = Math.max(exitDelay, (random.chance(0.8) ? 240 : 720) * epochSeconds)
  return {
    stakingRequirement: mostly(context, nearRequirement(context), () => random.amount(4n * STAKE_RANGE)),
    activationDelay: delay(1, 4),
    exitDelay,
    removalLock: mostly(context, within(exitDelay, lockMax), () => exitDelay - 1),
    penaltyBps: within(0, 2_500),
    minQuorum: random.chance(0.95) ? 4 + random.below(3) : random.pick([3, 12, 100, 101]),
    removalReward: random.weighted([
      [4, random.amount(parseEther('500'))],
      [1, random.amount(2n * state.parameters.stakingRequirement)],
      [1, 0n],
    ]),
  }
}

const nearRequirement = ({ random, state }: DrawContext): bigint => {
  const now = state.parameters.stakingRequirement
  const wished = STAKE_MIN + random.amount(STAKE_RANGE)
  const [min, max] = [(now + 1n) / 2n, now + now / 2n]
  // The bounds themselves, and values just beyond them.
  if (random.chance(0.15)) return random.pick([min, min - 1n, max, max + 1n])
  return wished < min ? min : wished > max ? max : wished
}
