import type postgres from 'postgres'
import { STILL_TRUE } from '../../shared/database/stillTrue.ts'
import { type RawServiceNode, SERVICE_NODE_FIELDS, type ServiceNodeField } from '../../shared/serviceNode/columns.ts'
import type { Reader } from '../database/openDatabase.ts'

/** The GraphQL names of fields that have another name there. */
const API_NAMES: { readonly [Name in ServiceNodeField]?: string } = { nodeId: 'id' }

/**
 * One version of a service node, its fields under their GraphQL names. Keys and addresses are bytes, times unix seconds,
 * `principal` is in token base units.
 */
export type ServiceNodeRow = Omit<RawServiceNode<Buffer>, 'nodeId'> & { id: bigint; changedAtBlock: bigint }

/** `node_id as "id", status as "status", …`. */
const SELECT_LIST = [
  ...SERVICE_NODE_FIELDS.map(([name, { column }]) => `${column} as "${API_NAMES[name] ?? name}"`),
  'from_block as "changedAtBlock"',
].join(', ')

/** The columns of a `ServiceNodeRow` for a select. */
export function serviceNodeColumns(sql: Reader): postgres.PendingQuery<postgres.Row[]> {
  return sql.unsafe(SELECT_LIST)
}

/** Where to look: the state after block `number`; `isHead` where that is the indexed head. */
export type AsOf = { number: bigint; isHead: boolean }

/** The condition of being true after a block. At the head it is the one that has indexes of its own. */
export function trueAsOf(sql: Reader, { number, isHead }: AsOf): postgres.PendingQuery<postgres.Row[]> {
  return isHead ? sql`to_block = ${STILL_TRUE}` : sql`from_block <= ${number} and ${number} < to_block`
}
