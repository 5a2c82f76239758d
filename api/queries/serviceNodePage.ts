import type postgres from 'postgres'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import type { Reader } from '../database/openDatabase.ts'
import { type AsOf, type ServiceNodeRow, serviceNodeColumns, trueAsOf } from './serviceNodeColumns.ts'

export type ServiceNodeFilter = {
  status?: readonly ServiceNodeStatus[]
  operator?: Buffer
  owner?: Buffer
  identityProofValid?: boolean
}

export type ServiceNodeOrderField = keyof typeof SORT_VALUES

export type ServiceNodeOrder = { field: ServiceNodeOrderField; direction: 'ASC' | 'DESC' }

/** A place in an order: the sort value and the id of the row there. */
export type Position = { value: bigint; id: bigint }

/** Stands for "no value" in the two orders whose column may be null; real values are never below 0. */
const NO_VALUE = -1n

/** What each order sorts a row by; the same as the SQL in `sortColumn`. */
const SORT_VALUES = {
  ID: (row: ServiceNodeRow) => row.id,
  REGISTERED_AT: (row: ServiceNodeRow) => row.registeredAt,
  ACTIVATED_AT: (row: ServiceNodeRow) => row.activatedAt ?? NO_VALUE,
  PRINCIPAL: (row: ServiceNodeRow) => row.principal,
  FEE_BPS: (row: ServiceNodeRow) => BigInt(row.feeBps),
  LEAF_INDEX: (row: ServiceNodeRow) => row.leafIndex ?? NO_VALUE,
} as const

export const SERVICE_NODE_ORDER_FIELDS = Object.keys(SORT_VALUES) as readonly ServiceNodeOrderField[]

/** Where `row` stands in an order by `field`. */
export function positionOf(row: ServiceNodeRow, field: ServiceNodeOrderField): Position {
  return { value: SORT_VALUES[field](row), id: row.id }
}

/**
 * Up to `limit` rows after `after`, in order. Keyset, not offset: the key (value, id) is unique, so no row is skipped
 * or repeated however many share a value.
 */
export function readServiceNodePage(
  sql: Reader,
  args: { asOf: AsOf; filter: ServiceNodeFilter; order: ServiceNodeOrder; after: Position | undefined; limit: number },
): Promise<ServiceNodeRow[]> {
  const { asOf, filter, order, after, limit } = args
  const descending = order.direction === 'DESC'
  return sql<ServiceNodeRow[]>`
    select ${serviceNodeColumns(sql)}
    from muster_api.service_nodes
    where ${trueAsOf(sql, asOf)} ${matches(sql, filter)} ${after === undefined ? sql`` : isBeyond(sql, order, after)}
    order by ${sortColumn(sql, order.field)} ${descending ? sql`desc, node_id desc` : sql`asc, node_id asc`}
    limit ${limit}`
}

/** How many rows match. */
export async function countServiceNodes(
  sql: Reader,
  { asOf, filter }: { asOf: AsOf; filter: ServiceNodeFilter },
): Promise<number> {
  const [row] = await sql<{ count: bigint }[]>`
    select count(*) as count
    from muster_api.service_nodes
    where ${trueAsOf(sql, asOf)} ${matches(sql, filter)}`
  return Number(row?.count ?? 0n)
}

type Fragment = postgres.PendingQuery<postgres.Row[]>

function sortColumn(sql: Reader, field: ServiceNodeOrderField): Fragment {
  switch (field) {
    case 'ID':
      return sql`node_id`
    case 'REGISTERED_AT':
      return sql`registered_at`
    case 'ACTIVATED_AT':
      return sql`coalesce(activated_at, -1)`
    case 'PRINCIPAL':
      return sql`principal`
    case 'FEE_BPS':
      return sql`fee_bps`
    case 'LEAF_INDEX':
      return sql`coalesce(leaf_index, -1)`
  }
}

function isBeyond(sql: Reader, { field, direction }: ServiceNodeOrder, { value, id }: Position): Fragment {
  // On its own, and without the cast, so that the index of the primary key serves it.
  if (field === 'ID') return direction === 'DESC' ? sql`and node_id < ${id}` : sql`and node_id > ${id}`
  const column = sortColumn(sql, field)
  // As text: postgres.js sends a bigint as int8, and principals are larger.
  const text = value.toString()
  return direction === 'DESC'
    ? sql`and (${column}, node_id) < (${text}::numeric, ${id})`
    : sql`and (${column}, node_id) > (${text}::numeric, ${id})`
}

function matches(sql: Reader, { status, operator, owner, identityProofValid }: ServiceNodeFilter): Fragment {
  return sql`
    ${status === undefined ? sql`` : status.length === 0 ? sql`and false` : sql`and status in ${sql(status)}`}
    ${operator === undefined ? sql`` : sql`and operator = ${operator}`}
    ${owner === undefined ? sql`` : sql`and owner = ${owner}`}
    ${identityProofValid === undefined ? sql`` : sql`and identity_proof_valid = ${identityProofValid}`}`
}
