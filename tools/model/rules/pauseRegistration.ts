import { onlyIf } from '../nodeChecks.ts'
import type { PauseCall } from '../operation.ts'
import type { Rule } from '../rule.ts'
import { reach } from '../state.ts'

const PAUSE_SECONDS = 7 * 86_400
const REST_SECONDS = 7 * 86_400

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
