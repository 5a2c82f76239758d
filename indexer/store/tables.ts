import {
  NODE_REWARDS_COLUMNS,
  type NodeRewards,
  REWARDS_POOL_COLUMNS,
  type RewardsPool,
} from '../../shared/rewards/columns.ts'
import { SERVICE_NODE_COLUMNS, type ServiceNode } from '../../shared/serviceNode/columns.ts'
import { type Change, createVersionedTable, type VersionedTable } from './createVersionedTable.ts'
import type { Queryable } from './database.ts'

/** The rows of each table of states. */
export type Rows = {
  serviceNodes: ServiceNode
  rewardsPool: RewardsPool
  nodeRewards: NodeRewards
}

export type TableName = keyof Rows

/** Changes of some blocks, by table. For each table, block and key at most one; ordered by block. */
export type RowChanges = { [Name in TableName]: Change<Rows[Name]>[] }

/** The tables of states, all a pure fold of the canonical logs. */
export const TABLES: { readonly [Name in TableName]: VersionedTable<Rows[Name]> } = {
  serviceNodes: createVersionedTable<ServiceNode>({
    table: 'muster.service_nodes',
    columns: SERVICE_NODE_COLUMNS,
    key: ['nodeId'],
  }),
  rewardsPool: createVersionedTable<RewardsPool>({
    table: 'muster.rewards_pool',
    columns: REWARDS_POOL_COLUMNS,
    key: [],
  }),
  nodeRewards: createVersionedTable<NodeRewards>({
    table: 'muster.node_rewards',
    columns: NODE_REWARDS_COLUMNS,
    key: ['nodeId'],
  }),
}

const NAMES = Object.keys(TABLES) as TableName[]

/** No changes yet. */
export const noRowChanges = (): RowChanges => ({ serviceNodes: [], rewardsPool: [], nodeRewards: [] })

/** All rows as of one block. */
export type StateRows = { [Name in TableName]: Rows[Name][] }

/** The state before the first event. */
export const noRows = (): StateRows => ({ serviceNodes: [], rewardsPool: [], nodeRewards: [] })

/** Returns all rows as of block `number` (the state after that block). */
export async function readRowsAt(sql: Queryable, number: bigint): Promise<StateRows> {
  const rows = noRows()
  const read = async <Name extends TableName>(name: Name) => {
    rows[name] = (await TABLES[name].readAt(sql, number)) as StateRows[Name]
  }
  for (const name of NAMES) await read(name)
  return rows
}

/** Appends `more` to `changes`. */
export function addRowChanges(changes: RowChanges, more: RowChanges): void {
  const add = <Name extends TableName>(name: Name) => {
    for (const change of more[name]) changes[name].push(change)
  }
  for (const name of NAMES) add(name)
}

export async function insertRowChanges(sql: Queryable, changes: RowChanges): Promise<void> {
  const insert = <Name extends TableName>(name: Name) => TABLES[name].insert(sql, changes[name])
  for (const name of NAMES) await insert(name)
}

export async function rollBackRows(sql: Queryable, number: bigint): Promise<void> {
  for (const name of NAMES) await TABLES[name].rollBack(sql, number)
}

export async function deleteAllRows(sql: Queryable): Promise<void> {
  for (const name of NAMES) await TABLES[name].deleteAll(sql)
}
