import { demoPlans } from '../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'

/** Seed of all keys of the measurement. */
export const GAS_SEED = 'muster gas'

/** How many of those who join alone have joined before: their account has used a permit. */
export const SECOND_NODES = 8

/**
 * Reproducible nodes: demo networks side by side until there are enough, then the same again for those who join alone,
 * each with an operator of its own, but that the last `SECOND_NODES` are second nodes of the ones before them; and last
 * those who only register.
 */
export const gasPlans = (
  nodes: number,
  soloNodes: number,
  pendingNodes: number,
): { network: RegistrationPlan[]; solo: RegistrationPlan[] } => {
  const plans: RegistrationPlan[] = []
  for (let index = 0; plans.length < nodes + soloNodes + pendingNodes; index++)
    plans.push(...demoPlans(`${GAS_SEED} ${index}`))
  const solo = plans.slice(nodes, nodes + soloNodes + pendingNodes).map((plan, index): RegistrationPlan => {
    const position = index >= soloNodes - SECOND_NODES && index < soloNodes ? index - SECOND_NODES : index
    const operator = seededAccount(GAS_SEED, 'solo', position)
    return { ...plan, operator, owner: operator.address }
  })
  return { network: plans.slice(0, nodes), solo }
}
