import {
  OPERATION_COLUMNS,
  type Operation,
  REGISTRY_SETTINGS_COLUMNS,
  type RegistrySettings,
  ROLE_COLUMNS,
  ROLE_MEMBER_COLUMNS,
  type Role,
  type RoleMember,
  TARGET_COLUMNS,
  TARGET_FUNCTION_COLUMNS,
  type Target,
  type TargetFunction,
} from '../../shared/governance/columns.ts'
import {
  POOL_COLUMNS,
  POOL_CREDIT_COLUMNS,
  POOL_PLACE_COLUMNS,
  type Pool,
  type PoolCredit,
  type PoolPlace,
} from '../../shared/pools/columns.ts'
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
  registrySettings: RegistrySettings
  roles: Role
  roleMembers: RoleMember
  targets: Target
  targetFunctions: TargetFunction
  operations: Operation
  pools: Pool
  poolPlaces: PoolPlace
  poolCredits: PoolCredit
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
  registrySettings: createVersionedTable<RegistrySettings>({
    table: 'muster.registry_settings',
    columns: REGISTRY_SETTINGS_COLUMNS,
    key: [],
  }),
  roles: createVersionedTable<Role>({ table: 'muster.roles', columns: ROLE_COLUMNS, key: ['roleId'] }),
  roleMembers: createVersionedTable<RoleMember>({
    table: 'muster.role_members',
    columns: ROLE_MEMBER_COLUMNS,
    key: ['roleId', 'account'],
  }),
  targets: createVersionedTable<Target>({ table: 'muster.targets', columns: TARGET_COLUMNS, key: ['target'] }),
  targetFunctions: createVersionedTable<TargetFunction>({
    table: 'muster.target_functions',
    columns: TARGET_FUNCTION_COLUMNS,
    key: ['target', 'selector'],
  }),
  operations: createVersionedTable<Operation>({
    table: 'muster.operations',
    columns: OPERATION_COLUMNS,
    key: ['operationId', 'nonce'],
  }),
  pools: createVersionedTable<Pool>({ table: 'muster.pools', columns: POOL_COLUMNS, key: ['poolId'] }),
  poolPlaces: createVersionedTable<PoolPlace>({
    table: 'muster.pool_places',
    columns: POOL_PLACE_COLUMNS,
    key: ['poolId', 'slot'],
  }),
  poolCredits: createVersionedTable<PoolCredit>({
    table: 'muster.pool_credits',
    columns: POOL_CREDIT_COLUMNS,
    key: ['beneficiary'],
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

const emptyLists = () => Object.fromEntries(NAMES.map((name): [TableName, unknown[]] => [name, []]))

/** No changes yet. */
export const noRowChanges = () => emptyLists() as RowChanges

/** The rows of some tables, as they are from a block on. */
export function toRowChanges(blockNumber: bigint, rows: Partial<StateRows>): RowChanges {
  const changes = noRowChanges()
  const add = <Name extends TableName>(name: Name, changed: readonly Rows[Name][]) => {
    for (const row of changed) changes[name].push({ blockNumber, row })
  }
  for (const name of NAMES) add(name, rows[name] ?? [])
  return changes
}

/** All rows as of one block. */
export type StateRows = { [Name in TableName]: Rows[Name][] }

/** The state before the first event. */
export const noRows = () => emptyLists() as StateRows

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
