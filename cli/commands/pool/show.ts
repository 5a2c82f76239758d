import { defineAction } from '../../frame/action.ts'
import { stepsData } from '../../lib/node/renderNode.ts'
import { nextSteps } from '../../lib/pool/nextSteps.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { type PoolData, renderPool } from '../../lib/pool/renderPool.ts'

/** Shows a pool and what can be done with it. */
export const show = defineAction<PoolData>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const opened = await openPools(call)
    const pool = await readPool(opened, poolId)
    const now = opened.newest.timestamp
    const steps = nextSteps(pool, now)
    return {
      data: { ...pool, node: pool.node ?? null, now, steps: stepsData(steps) },
      next: steps.flatMap(({ command }) => command ?? []),
    }
  },
  render: renderPool,
})
