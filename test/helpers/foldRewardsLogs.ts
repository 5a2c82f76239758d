import type { Log } from 'viem'
import { decodeLog } from '../../indexer/project/createLogDecoder.ts'
import { createRewardsPart } from '../../indexer/project/createRewardsPart.ts'
import type { LogOf, RawLog } from '../../indexer/project/types.ts'
import type { NodeRewards, RewardsPool } from '../../shared/rewards/columns.ts'

/** The rows that the fold of the indexer makes of a pool's logs. `timeOf`: unix seconds of a block. */
export async function foldRewardsLogs(
  logs: readonly Log[],
  timeOf: (blockNumber: bigint) => Promise<bigint>,
): Promise<{ pool: RewardsPool | undefined; nodes: Map<number, NodeRewards> }> {
  const part = createRewardsPart({ rewardsPool: [], nodeRewards: [] })
  const byBlock = new Map<bigint, LogOf<'REWARDS_POOL'>[]>()
  for (const log of logs) {
    const raw = log as unknown as RawLog
    const decoded = decodeLog('REWARDS_POOL', raw) as LogOf<'REWARDS_POOL'>
    byBlock.set(raw.blockNumber, [...(byBlock.get(raw.blockNumber) ?? []), decoded])
  }
  let pool: RewardsPool | undefined
  const nodes = new Map<number, NodeRewards>()
  for (const [number, logsOfBlock] of byBlock) {
    const timestamp = await timeOf(number)
    const block = { number, hash: '0x', parentHash: '0x', timestamp } as const
    const changes = part.apply(block, logsOfBlock)
    pool = changes.rewardsPool[0] ?? pool
    for (const node of changes.nodeRewards) nodes.set(node.nodeId, node)
  }
  return { pool, nodes }
}
