import { demoPlans } from '../../scripts/lib/demo/demoPlans.ts'
import { seededAccount } from '../../scripts/lib/identity.ts'
import type { RegistrationPlan } from '../../scripts/lib/registration.ts'

/** Seed of all keys of the measurement. */
export const GAS_SEED = 'muster gas'

/**
 * Reproducible nodes: demo networks side by side until there are enough, then the same again for those who join alone,
 * each with an operator of its own.
 */
export const gasPlans = (
  nodes: number,
  soloNodes: number,
): { network: RegistrationPlan[]; solo: RegistrationPlan[] } => {
  const plans: RegistrationPlan[] = []
  for (let index = 0; plans.length < nodes + soloNodes; index++) plans.push(...demoPlans(`${GAS_SEED} ${index}`))
  const solo = plans.slice(nodes, nodes + soloNodes).map((plan, index): RegistrationPlan => {
    const operator = seededAccount(GAS_SEED, 'solo', index)
    return { ...plan, operator, owner: operator.address }
  })
  return { network: plans.slice(0, nodes), solo }
}
