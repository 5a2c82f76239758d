import type { Log } from 'viem'
import { decodeLog } from '../../indexer/project/createLogDecoder.ts'
import { createRewardsPart } from '../../indexer/project/createRewardsPart.ts'
import type { LogOf, RawLog } from '../../indexer/project/types.ts'
import type { NodeRewards, RewardsPool } from '../../shared/rewards/columns.ts'

type Rows = { rewardsPool: readonly RewardsPool[]; nodeRewards: readonly NodeRewards[] }

const NO_ROWS: Rows = { rewardsPool: [], nodeRewards: [] }

/** The rows that the fold of the indexer makes of a pool's logs after `rows`. `timeOf`: unix seconds of a block. */
export async function foldRewardsLogs(
  logs: readonly Log[],
  timeOf: (blockNumber: bigint) => Promise<bigint>,
  rows: Rows = NO_ROWS,
): Promise<{ pool: RewardsPool | undefined; nodes: Map<number, NodeRewards> }> {
  const part = createRewardsPart(rows)
  const byBlock = new Map<bigint, LogOf<'REWARDS_POOL'>[]>()
  for (const log of logs) {
    const raw = log as unknown as RawLog
    const decoded = decodeLog('REWARDS_POOL', raw) as LogOf<'REWARDS_POOL'>
    byBlock.set(raw.blockNumber, [...(byBlock.get(raw.blockNumber) ?? []), decoded])
  }
  let pool = rows.rewardsPool[0]
  const nodes = new Map(rows.nodeRewards.map((node) => [node.nodeId, node]))
  for (const [number, logsOfBlock] of byBlock) {
    const timestamp = await timeOf(number)
    const block = { number, hash: '0x', parentHash: '0x', timestamp } as const
    const changes = part.apply(block, logsOfBlock)
    pool = changes.rewardsPool[0] ?? pool
    for (const node of changes.nodeRewards) nodes.set(node.nodeId, node)
  }
  return { pool, nodes }
}
