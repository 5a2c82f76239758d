import {
  COLUMN_TYPES,
  type ColumnKind,
  type RawServiceNode,
  type RawValues,
  SERVICE_NODE_FIELDS,
  type ServiceNode,
} from '../../shared/serviceNode/columns.ts'
import { BOOLEAN_ARRAY, BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

/** The columns of a service node as SQL: `node_id, status, operator, …`. */
export const SERVICE_NODE_COLUMN_LIST = SERVICE_NODE_FIELDS.map(([, { column }]) => column).join(', ')

/** The same for a select, each column under the name of its field: `node_id as "nodeId", …`. */
export const SERVICE_NODE_SELECT_LIST = SERVICE_NODE_FIELDS.map(([name, { column }]) => `${column} as "${name}"`).join(
  ', ',
)

/** A row as the driver gives it: columns under the names of their fields. */
export type ServiceNodeRow = RawServiceNode<Uint8Array>

const same = <T>(raw: T): T => raw

/** From a column to the field, for each kind of column. */
const DECODERS: { readonly [K in ColumnKind]: (raw: RawValues<Uint8Array>[K]) => unknown } = {
  uint32: Number,
  uint16: same,
  time: same,
  whole: same,
  bytes: toHex,
  boolean: same,
  status: same,
}

/** Reads a row. Keys come in the order of the descriptor, so all nodes share one shape in memory. */
export function toServiceNode(row: ServiceNodeRow): ServiceNode {
  const node: Record<string, unknown> = {}
  for (const [name, { kind }] of SERVICE_NODE_FIELDS) {
    const raw = row[name]
    node[name] = raw === null ? null : (DECODERS[kind] as (raw: unknown) => unknown)(raw)
  }
  return node as ServiceNode
}

/** The values of one column as a parameter: `null` stays null. Numbers travel as text, which is exact. */
function toArray(sql: Queryable, kind: ColumnKind, values: readonly ServiceNode[keyof ServiceNode][]) {
  if (kind === 'boolean') return sql.array(values as boolean[], BOOLEAN_ARRAY)
  if (kind === 'bytes')
    return sql.array(
      values.map((value) => (value === null ? null : toBytes(String(value)))),
      BYTEA_ARRAY,
    )
  return values.map((value) => value?.toString() ?? null)
}

/**
 * The columns of `nodes` as arrays, for `unnest`: `, $3::bigint[] , $4::text[] …`. It begins with a comma, since other
 * columns stand before it.
 */
export function serviceNodeArrays(sql: Queryable, nodes: readonly ServiceNode[]) {
  return SERVICE_NODE_FIELDS.map(([name, { kind }]) => {
    const values = toArray(
      sql,
      kind,
      nodes.map((node) => node[name]),
    )
    return sql`, ${values}::${sql.unsafe(COLUMN_TYPES[kind])}[]`
  })
}
