import type { Hex } from 'viem'
import { POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { RequestPoolExitCall } from '../../poolOperation.ts'
import type { Rule } from '../../rule.ts'
import { reach } from '../../state.ts'
import { requestExit } from '../requestExit.ts'
import { knownPool, ownPlace, poolIn } from './poolChecks.ts'

/** A contributor with less than a quarter waits this many epochs after the registration. */
export const SMALL_REST_EPOCHS = 720

export const requestPoolExit: Rule<RequestPoolExitCall> = {
  refusals: async (state, { poolId, sender }, block) => {
    const own = poolIn(state, poolId, [POOL_STATE.Registered], (pool) =>
      ownPlace(pool, sender, ({ brought }) => {
        const requestableAt = pool.registeredAt + SMALL_REST_EPOCHS * state.world.epochSeconds
        const small = brought * 4n < pool.terms.requirement
        return [onlyIf(small && block.time < requestableAt, 'ExitRequestTooEarly', poolId, requestableAt)]
      }),
    )
    const pool = state.pools.get(poolId)
    if (pool?.state !== POOL_STATE.Registered) return own
    return [
      ...own,
      ...(await requestExit.refusals(state, atRegistry(state.world.contributionPools, pool.nodeId), block)),
    ]
  },
  apply: (state, { poolId }, block, observed) => {
    const { nodeId } = knownPool(state, poolId)
    reach(state, 'exit asked through the pool')
    return requestExit.apply(state, atRegistry(state.world.contributionPools, nodeId), block, observed)
  },
}

/** The pools ask as the node's owner, and pass no keys. */
const atRegistry = (sender: Hex, nodeId: number) =>
  ({ kind: 'requestExit', sender, nodeId, key: 0, ed25519Key: '0x' }) as const
