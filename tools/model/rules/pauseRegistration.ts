import { onlyIf } from '../nodeChecks.ts'
import type { PauseCall } from '../operation.ts'
import { type Refusal, type Rule, refusal } from '../rule.ts'
import { type ModelState, reach } from '../state.ts'

const PAUSE_SECONDS = 7 * 86_400
const REST_SECONDS = 7 * 86_400

/** A pause stops registrations and activations. */
export const pauseRefusals = ({ pausedUntil }: ModelState, time: number): readonly Refusal[] =>
  time < pausedUntil ? [refusal('RegistrationIsPaused', pausedUntil)] : []

export const pauseRegistration: Rule<PauseCall> = {
  refusals: ({ world, pausedUntil }, { sender }, { time }) =>
    [
      onlyIf(sender !== world.governor, 'AccessManagedUnauthorized', sender),
      onlyIf(pausedUntil !== 0 && time < pausedUntil + REST_SECONDS, 'PauseTooSoon', pausedUntil + REST_SECONDS),
    ].filter((reason) => reason !== undefined),
  apply: (state, _, { time }) => {
    state.pausedUntil = time + PAUSE_SECONDS
    reach(state, 'paused')
  },
}

/** The rest before the next pause begins now. */
export const unpauseRegistration: Rule<PauseCall> = {
  refusals: ({ world, pausedUntil }, { sender }, { time }) =>
    [
      onlyIf(sender !== world.governor, 'AccessManagedUnauthorized', sender),
      onlyIf(time >= pausedUntil, 'RegistrationNotPaused', pausedUntil),
    ].filter((reason) => reason !== undefined),
  apply: (state, _, { time }) => {
    state.pausedUntil = time
    reach(state, 'pause ended early')
  },
}
