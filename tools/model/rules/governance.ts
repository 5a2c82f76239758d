import { stringToHex } from 'viem'
import { onlyIf } from '../nodeChecks.ts'
import type { Parameters, ParametersCall } from '../operation.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach } from '../state.ts'

const HOUR = 3_600
const DAY = 86_400

/** Minimum time between two changes. */
export const PARAMETERS_REST_SECONDS = 30 * DAY

/** Wait of the parameter role, and the time in which an operation may be executed after it. */
export const GOVERNANCE_DELAY_SECONDS = 61 * DAY
export const EXPIRATION_SECONDS = 7 * DAY

const BOUNDS: readonly (readonly [keyof Parameters, min: number, max: number])[] = [
  ['activationDelay', HOUR, 4 * HOUR],
  ['exitDelay', DAY, 30 * DAY],
  ['removalLock', DAY, 30 * DAY],
  ['penaltyBps', 0, 2_500],
  ['minQuorum', 4, 100],
]

const UINT96_MAX = 2n ** 96n - 1n

export const schedule: Rule<ParametersCall> = {
  refusals: (state, { sender, parameters }, { time }) => {
    if (sender !== state.world.governor)
      return [refusal('AccessManagerUnauthorizedCall', sender, state.world.registry, undefined)]
    const id = state.world.scheduleId(sender, parameters)
    const readyAt = state.schedules.get(id)
    const waits = readyAt !== undefined && time < readyAt + EXPIRATION_SECONDS
    return waits ? [refusal('AccessManagerAlreadyScheduled', id)] : []
  },
  apply: (state, { sender, parameters }, { time }) => {
    state.schedules.set(state.world.scheduleId(sender, parameters), time + GOVERNANCE_DELAY_SECONDS)
    reach(state, 'parameters scheduled')
  },
}

export const execute: Rule<ParametersCall> = {
  refusals: (state, call, { time }) =>
    call.sender === state.world.governor
      ? [...scheduleRefusals(state, call, time), ...changeRefusals(state, call.parameters, time)]
      : [refusal('AccessManagerUnauthorizedCall', call.sender, state.world.registry, undefined)],
  apply: (state, call, { time }) => change(state, call, time),
}

/** The same without the manager in between. The registry asks it whether the time has come. */
export const setParameters: Rule<ParametersCall> = {
  refusals: (state, call, { time }) =>
    call.sender === state.world.governor
      ? [...scheduleRefusals(state, call, time), ...changeRefusals(state, call.parameters, time)]
      : [refusal('AccessManagedUnauthorized', call.sender)],
  apply: (state, call, { time }) => change(state, call, time),
}

const change = (state: ModelState, { sender, parameters }: ParametersCall, time: number): void => {
  state.schedules.delete(state.world.scheduleId(sender, parameters))
  state.parameters = parameters
  state.parametersChangeableFrom = time + PARAMETERS_REST_SECONDS
  reach(state, 'parameters changed')
}

const scheduleRefusals = (state: ModelState, { sender, parameters }: ParametersCall, time: number): Refusal[] => {
  const id = state.world.scheduleId(sender, parameters)
  const readyAt = state.schedules.get(id)
  if (readyAt === undefined) return [refusal('AccessManagerNotScheduled', id)]
  return [
    onlyIf(time < readyAt, 'AccessManagerNotReady', id),
    onlyIf(time >= readyAt + EXPIRATION_SECONDS, 'AccessManagerExpired', id),
  ].filter((reason) => reason !== undefined)
}

/** The requirement moves by at most half a step. The other numbers have fixed bounds. */
const changeRefusals = (state: ModelState, parameters: Parameters, time: number): Refusal[] => {
  const before = state.parameters.stakingRequirement
  const half = (before + 1n) / 2n
  const max = before + half < UINT96_MAX ? before + half : UINT96_MAX
  const min = half
  const outOf = (name: string, value: bigint, least: bigint, most: bigint) =>
    onlyIf(value < least || value > most, 'ParameterOutOfBounds', stringToHex(name, { size: 32 }), value, least, most)
  return [
    onlyIf(time < state.parametersChangeableFrom, 'ParametersTooSoon', state.parametersChangeableFrom),
    outOf('stakingRequirement', parameters.stakingRequirement, min, max),
    ...BOUNDS.map(([name, least, most]) => outOf(name, BigInt(parameters[name]), BigInt(least), BigInt(most))),
  ].filter((reason) => reason !== undefined)
}
