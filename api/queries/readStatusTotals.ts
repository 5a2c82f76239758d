import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import type { Reader } from '../database/openDatabase.ts'
import { type AsOf, trueAsOf } from './serviceNodeColumns.ts'

/** Nodes of one status and their principal together, in token base units. */
export type StatusTotal = { status: ServiceNodeStatus; count: number; principal: bigint }

/** One row for each status that has nodes. */
export function readStatusTotals(sql: Reader, { asOf }: { asOf: AsOf }): Promise<StatusTotal[]> {
  return sql<StatusTotal[]>`
    select status, count(*)::integer as count, sum(principal) as principal
    from muster_api.service_nodes
    where ${trueAsOf(sql, asOf)}
    group by status`
}
