import type { NodeRewards, RewardsPool } from '../../shared/rewards/columns.ts'
import { isIdle } from '../../shared/rewards/emission.ts'
import { AccrualOutOfPlaceError } from './errors.ts'
import { foldNodeRewards, foldRewardsPool, type RewardsEvent } from './foldRewards.ts'
import type { Block, LogOf } from './types.ts'

/** Changes of one block: the pool's state at the end of it, if it changed, and that of each node that changed. */
type RewardsChanges = { rewardsPool: RewardsPool[]; nodeRewards: NodeRewards[] }

/** The rewards pool in memory: its account and those of all nodes, as of one block. */
export type RewardsPart = {
  /**
   * Folds the rewards pool's logs of one block and checks them: each accrual was due and none is missing, and every
   * number in an event follows from the accounts before it.
   *
   * @throws LogsInconsistentError (one of its subclasses) when these logs cannot be what the pool emitted
   */
  apply(block: Block, logs: readonly LogOf<'REWARDS_POOL'>[]): RewardsChanges
}

/** The account before the first event. */
const EMPTY_POOL: RewardsPool = { balanceX32: 0n, rewardPerNodeX32: 0n, owedX32: 0n, accruedAt: 0n, activeNodes: 0 }

/** @param args.rewardsPool the current version, none before the first event; `nodeRewards`: that of every node */
export function createRewardsPart(args: {
  rewardsPool: readonly RewardsPool[]
  nodeRewards: Iterable<NodeRewards>
}): RewardsPart {
  let pool = args.rewardsPool[0] ?? EMPTY_POOL
  const nodes = new Map<number, NodeRewards>()
  for (const node of args.nodeRewards) nodes.set(node.nodeId, node)

  /** Returns the node that the event changes, if it is about one. */
  function applyEvent(event: RewardsEvent, block: Block): number | undefined {
    requireAccrual(pool, event, block)
    const node = 'nodeId' in event.args ? nodes.get(event.args.nodeId) : undefined
    const before = { pool, node, blockNumber: block.number }
    const nodeAfter = foldNodeRewards(before, event)
    pool = { ...foldRewardsPool(before, event), accruedAt: block.timestamp }
    if (nodeAfter !== undefined) nodes.set(nodeAfter.nodeId, nodeAfter)
    return nodeAfter?.nodeId
  }

  return {
    apply(block, logs) {
      const before = pool
      const touched = new Set<number>()
      for (const { event } of logs) {
        if (event === null) continue
        const nodeId = applyEvent(event, block)
        if (nodeId !== undefined) touched.add(nodeId)
      }
      return {
        rewardsPool: pool === before ? [] : [pool],
        nodeRewards: [...touched].flatMap((nodeId) => nodes.get(nodeId) ?? []),
      }
    },
  }
}

/**
 * The pool accrues before everything else in a block, once, and always emits Accrued unless it is idle.
 *
 * @throws AccrualOutOfPlaceError
 */
function requireAccrual(pool: RewardsPool, { eventName }: RewardsEvent, { number, timestamp }: Block): void {
  const isDue = pool.accruedAt !== timestamp && !isIdle(pool)
  if (isDue !== (eventName === 'Accrued'))
    throw new AccrualOutOfPlaceError({ eventName, isDue, accruedAt: pool.accruedAt, blockNumber: number })
}
