import { POOL_STATE } from '../../modelPool.ts'
import type { FinalizeCall } from '../../poolOperation.ts'
import { isFull, isPast, lastRegistration, totalOf } from '../../pools.ts'
import { type Refusal, type Rule, refusal } from '../../rule.ts'
import { reach } from '../../state.ts'
import { move } from '../../token.ts'
import { addNode, registrationRefusals } from '../register.ts'
import { knownPool, poolIn } from './poolChecks.ts'

/** Any account may call it. The registry is called by the pools. */
export const finalize: Rule<FinalizeCall> = {
  refusals: async (state, { poolId, registration }, { time }) => {
    const { contributionPools: sender, registrationHash } = state.world
    const pool = state.pools.get(poolId)
    const reasons = poolIn(state, poolId, [POOL_STATE.Open], (pool) => {
      const { deadline, requirement } = pool.terms
      if (isPast(state, pool, time)) return [refusal('PoolOver', poolId, deadline, requirement)]
      return [
        ...(isFull(pool) ? [] : [refusal('PoolNotFull', poolId, totalOf(pool), requirement)]),
        ...registrationRefusals(state, registration, { sender, time }),
      ]
    })
    if (pool === undefined || pool.state !== POOL_STATE.Open) return reasons
    const last = lastRegistration(pool)
    if (registration === last) return reasons
    const [brought, wanted] = [await registrationHash(registration), await registrationHash(last)]
    const differs: Refusal[] = brought === wanted ? [] : [refusal('RegistrationDiffers', poolId, brought, wanted)]
    return [...reasons, ...differs]
  },
  apply: (state, { poolId, registration }, block) => {
    const pool = knownPool(state, poolId)
    const { registry, contributionPools } = state.world
    move(state, contributionPools, registry, pool.terms.requirement)
    pool.nodeId = addNode(state, registration, block)
    pool.state = POOL_STATE.Registered
    pool.registeredAt = block.time
    reach(state, 'pool registered')
    if (pool.registrations.length > 1) reach(state, 'registered with other keys')
  },
}
