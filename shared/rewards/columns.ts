import { type Column, type RowOf, required } from '../database/columns.ts'

/** The fields of the rewards pool's account, as `PoolAccount` of the contract, each with its column. */
export const REWARDS_POOL_COLUMNS = {
  /** Still to be emitted. 2^-32 base units, as every `X32`. */
  balanceX32: required('balance_x32', 'whole'),
  /** Earnings of a node that was always active. Only grows. */
  rewardPerNodeX32: required('reward_per_node_x32', 'whole'),
  /** Credited to nodes and not yet paid. */
  owedX32: required('owed_x32', 'whole'),
  /** Time of the block of the pool's last event. The contract's may be later while nothing can be emitted. */
  accruedAt: required('accrued_at', 'time'),
  /** Nodes that earn. */
  activeNodes: required('active_nodes', 'uint32'),
} as const satisfies Readonly<Record<string, Column>>

/** The rewards pool's account at some block. Never changed in place: each event makes a new one. */
export type RewardsPool = RowOf<typeof REWARDS_POOL_COLUMNS>

/** The fields of a node's account in the rewards pool, as `NodeAccount` of the contract, each with its column. */
export const NODE_REWARDS_COLUMNS = {
  nodeId: required('node_id', 'uint32'),
  /** Lifetime earnings; of an active node `rewardPerNodeX32` less lifetime earnings. */
  markX32: required('mark_x32', 'whole'),
  /** Base units, lifetime total. Only grows. */
  paid: required('paid', 'whole'),
  /** Whether the node earns. */
  active: required('active', 'boolean'),
} as const satisfies Readonly<Record<string, Column>>

/** A node's account in the rewards pool at some block. Never changed in place. */
export type NodeRewards = RowOf<typeof NODE_REWARDS_COLUMNS>
