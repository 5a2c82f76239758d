import { SERVICE_NODE_STATUSES } from '../../shared/serviceNode/status.ts'
import type { BlockRef, QueryContext, Snapshot } from '../graphql/queryContext.ts'
import { readStatusTotals, type StatusTotal } from '../queries/readStatusTotals.ts'

/** `Query.network`. */
export async function resolveNetwork(
  _parent: unknown,
  { at }: { at?: BlockRef | null },
  context: QueryContext,
): Promise<{ byStatus: StatusTotal[]; serviceNodeCount: number; totalPrincipal: bigint; snapshot: Snapshot }> {
  const snapshot = await context.snapshot(at)
  const totals = await readStatusTotals(await context.read(), { asOf: snapshot.asOf })
  const byStatus = SERVICE_NODE_STATUSES.map(
    (status) => totals.find((total) => total.status === status) ?? { status, count: 0, principal: 0n },
  )
  return {
    byStatus,
    serviceNodeCount: byStatus.reduce((sum, { count }) => sum + count, 0),
    totalPrincipal: byStatus.reduce((sum, { principal }) => sum + principal, 0n),
    snapshot,
  }
}
