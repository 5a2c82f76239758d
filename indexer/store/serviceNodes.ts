import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import type { Queryable } from './database.ts'
import { TABLES } from './tables.ts'

/** Returns the nodes on the list as of block `number`, by leaf. */
export async function readListedNodesAt(sql: Queryable, number: bigint): Promise<ServiceNode[]> {
  const { selectList, toRow } = TABLES.serviceNodes
  const rows = await sql`
    select ${sql.unsafe(selectList)} from muster.service_nodes
    where from_block <= ${number} and ${number} < to_block and leaf_index is not null order by leaf_index`
  return rows.map(toRow)
}
