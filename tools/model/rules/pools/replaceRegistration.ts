import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { ReplaceRegistrationCall } from '../../poolOperation.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { ofPoolRefusals } from './openPool.ts'
import { knownPool, poolIn } from './poolChecks.ts'

export const replaceRegistration: Rule<ReplaceRegistrationCall> = {
  refusals: (state, { poolId, sender, registration }) =>
    poolIn(state, poolId, [POOL_STATE.Open], ({ opener, terms }) => [
      onlyIf(sender !== opener, 'CallerNotOpener', poolId, sender),
      ...ofPoolRefusals(state, registration, { poolId, ...terms }),
    ]),
  apply: (state, { poolId, registration }) => {
    knownPool(state, poolId).registrations.push(registration)
    reach(state, 'registration replaced')
  },
}
