import { stringToHex } from 'viem'
import { onlyIf } from '../nodeChecks.ts'
import type { Change, GovernanceCall, Parameters } from '../operation.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach } from '../state.ts'

const DAY = 86_400

/** Minimum time between two changes. */
export const PARAMETERS_REST_SECONDS = 30 * DAY

/** Wait of the parameter role, and the time in which an operation may be executed after it. */
export const GOVERNANCE_DELAY_SECONDS = 61 * DAY
export const EXPIRATION_SECONDS = 7 * DAY

/** Bounds of delays, epochs. The removal lock begins at the exit delay and ends with its bound. */
const DELAY_EPOCHS = { activation: [1, 4], exit: [24, 720] } as const

type Bound = readonly [keyof Parameters, min: number, max: number]

const boundsOf = ({ exitDelay }: Parameters, epochSeconds: number): readonly Bound[] => {
  const inEpochs = ([min, max]: readonly [number, number]) => [min * epochSeconds, max * epochSeconds] as const
  const exit = inEpochs(DELAY_EPOCHS.exit)
  return [
    ['activationDelay', ...inEpochs(DELAY_EPOCHS.activation)],
    ['exitDelay', ...exit],
    ['removalLock', exitDelay, exit[1]],
    ['penaltyBps', 0, 2_500],
    ['minQuorum', 4, 100],
  ]
}

const UINT96_MAX = 2n ** 96n - 1n

export const schedule: Rule<GovernanceCall> = {
  refusals: (state, { sender, change }, { time }) => {
    if (sender !== state.world.governor)
      return [refusal('AccessManagerUnauthorizedCall', sender, state.world.registry, undefined)]
    const id = state.world.scheduleId(sender, change)
    const readyAt = state.schedules.get(id)
    const waits = readyAt !== undefined && time < readyAt + EXPIRATION_SECONDS
    return waits ? [refusal('AccessManagerAlreadyScheduled', id)] : []
  },
  apply: (state, { sender, change }, { time }) => {
    state.schedules.set(state.world.scheduleId(sender, change), time + GOVERNANCE_DELAY_SECONDS)
    reach(state, `${change.kind} scheduled`)
  },
}

export const execute: Rule<GovernanceCall> = {
  refusals: (state, call, { time }) =>
    call.sender === state.world.governor
      ? [...scheduleRefusals(state, call, time), ...changeRefusals(state, call.change, time)]
      : [refusal('AccessManagerUnauthorizedCall', call.sender, state.world.registry, undefined)],
  apply: (state, call, { time }) => apply(state, call, time),
}

/** The same without the manager in between. The registry asks it whether the time has come. */
export const change: Rule<GovernanceCall> = {
  refusals: (state, call, { time }) =>
    call.sender === state.world.governor
      ? [...scheduleRefusals(state, call, time), ...changeRefusals(state, call.change, time)]
      : [refusal('AccessManagedUnauthorized', call.sender)],
  apply: (state, call, { time }) => apply(state, call, time),
}

const apply = (state: ModelState, { sender, change }: GovernanceCall, time: number): void => {
  state.schedules.delete(state.world.scheduleId(sender, change))
  if (change.kind === 'setRandomness') {
    state.sources.push(change.beacon)
    reach(state, 'source changed')
    return
  }
  state.parameters = change.parameters
  state.parametersChangeableFrom = time + PARAMETERS_REST_SECONDS
  reach(state, 'parameters changed')
}

const scheduleRefusals = (state: ModelState, { sender, change }: GovernanceCall, time: number): Refusal[] => {
  const id = state.world.scheduleId(sender, change)
  const readyAt = state.schedules.get(id)
  if (readyAt === undefined) return [refusal('AccessManagerNotScheduled', id)]
  return [
    onlyIf(time < readyAt, 'AccessManagerNotReady', id),
    onlyIf(time >= readyAt + EXPIRATION_SECONDS, 'AccessManagerExpired', id),
  ].filter((reason) => reason !== undefined)
}

/** Every source of a run passes its self-test. */
const changeRefusals = (state: ModelState, change: Change, time: number): Refusal[] =>
  change.kind === 'setParameters' ? parameterRefusals(state, change.parameters, time) : []

/** The requirement moves by at most half a step. Delays have bounds in epochs, the other numbers fixed ones. */
const parameterRefusals = (state: ModelState, parameters: Parameters, time: number): Refusal[] => {
  const before = state.parameters.stakingRequirement
  const half = (before + 1n) / 2n
  const max = before + half < UINT96_MAX ? before + half : UINT96_MAX
  const min = half
  const outOf = (name: string, value: bigint, least: bigint, most: bigint) =>
    onlyIf(value < least || value > most, 'ParameterOutOfBounds', stringToHex(name, { size: 32 }), value, least, most)
  return [
    onlyIf(time < state.parametersChangeableFrom, 'ParametersTooSoon', state.parametersChangeableFrom),
    outOf('stakingRequirement', parameters.stakingRequirement, min, max),
    ...boundsOf(parameters, state.world.epochSeconds).map(([name, least, most]) =>
      outOf(name, BigInt(parameters[name]), BigInt(least), BigInt(most)),
    ),
  ].filter((reason) => reason !== undefined)
}
