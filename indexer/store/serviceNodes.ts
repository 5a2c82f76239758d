import { STILL_TRUE } from '../../shared/database/stillTrue.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import type { Queryable } from './database.ts'
import {
  SERVICE_NODE_COLUMN_LIST,
  SERVICE_NODE_SELECT_LIST,
  type ServiceNodeRow,
  serviceNodeArrays,
  toServiceNode,
} from './serviceNodeRows.ts'

/** Rows of one statement, see store/logs.ts. */
const INSERT_ROWS_MAX = 2_000

type Version = { node: ServiceNode; from: bigint; to: bigint }

/**
 * Writes new versions: closes the live version of each node where its first new one begins, then enters the new ones.
 *
 * @param changes for each block and node at most one, ordered by block
 */
export async function insertVersions(
  sql: Queryable,
  changes: readonly { blockNumber: bigint; node: ServiceNode }[],
): Promise<void> {
  const first = new Map<number, bigint>()
  const latest = new Map<number, Version>()
  const versions: Version[] = []
  for (const { blockNumber, node } of changes) {
    const before = latest.get(node.nodeId)
    if (before === undefined) first.set(node.nodeId, blockNumber)
    else before.to = blockNumber
    const version = { node, from: blockNumber, to: STILL_TRUE }
    latest.set(node.nodeId, version)
    versions.push(version)
  }
  if (versions.length === 0) return
  await sql`
    update muster.service_nodes as row set to_block = new.from_block
    from unnest(
      ${[...first.keys()]}::bigint[],
      ${[...first.values()].map(String)}::bigint[]
    ) as new (node_id, from_block)
    where row.node_id = new.node_id and row.to_block = ${STILL_TRUE}`
  for (let start = 0; start < versions.length; start += INSERT_ROWS_MAX)
    await insertRows(sql, versions.slice(start, start + INSERT_ROWS_MAX))
}

async function insertRows(sql: Queryable, rows: readonly Version[]): Promise<void> {
  const columns = sql.unsafe(SERVICE_NODE_COLUMN_LIST)
  const arrays = serviceNodeArrays(
    sql,
    rows.map(({ node }) => node),
  )
  await sql`
    insert into muster.service_nodes (from_block, to_block, ${columns})
    select from_block, to_block, ${columns}
    from unnest(
      ${rows.map(({ from }) => from.toString())}::bigint[],
      ${rows.map(({ to }) => to.toString())}::bigint[]
      ${arrays}
    ) as new (from_block, to_block, ${columns})`
}

/** Takes back everything above block `number`: its versions go, those it had closed are live again. */
export async function rollBackVersions(sql: Queryable, number: bigint): Promise<void> {
  await sql`delete from muster.service_nodes where from_block > ${number}`
  await sql`
    update muster.service_nodes set to_block = ${STILL_TRUE} where to_block > ${number} and to_block <> ${STILL_TRUE}`
}

export async function deleteAllVersions(sql: Queryable): Promise<void> {
  await sql`delete from muster.service_nodes`
}

/** Every node as of block `number` (its state after that block), by id. `activeOnly`: those on the list, by leaf. */
export async function readServiceNodesAt(
  sql: Queryable,
  number: bigint,
  options: { activeOnly?: boolean } = {},
): Promise<ServiceNode[]> {
  const rows = await sql<ServiceNodeRow[]>`
    select ${sql.unsafe(SERVICE_NODE_SELECT_LIST)}
    from muster.service_nodes
    where from_block <= ${number} and ${number} < to_block
      ${options.activeOnly === true ? sql`and leaf_index is not null order by leaf_index` : sql`order by node_id`}`
  return rows.map(toServiceNode)
}
