import type { Reader } from '../database/openDatabase.ts'
import { type AsOf, type ServiceNodeRow, serviceNodeColumns, trueAsOf } from './serviceNodeColumns.ts'

/** What a service node is looked up by. A key that the node has replaced finds it too: no key ever serves two nodes. */
export type ServiceNodeKey =
  | { kind: 'id'; id: bigint }
  | { kind: 'ed25519Key'; key: Buffer }
  | { kind: 'blsKeyHash'; key: Buffer }

export async function readServiceNode(
  sql: Reader,
  { by, asOf }: { by: ServiceNodeKey; asOf: AsOf },
): Promise<ServiceNodeRow | undefined> {
  const column = by.kind === 'ed25519Key' ? sql`ed25519_key` : sql`bls_key_hash`
  const matches =
    by.kind === 'id'
      ? sql`node_id = ${by.id}`
      : sql`node_id = (
          select node_id from muster_api.service_nodes
          where ${column} = ${by.key} and from_block <= ${asOf.number}
          limit 1
        )`
  const [row] = await sql<ServiceNodeRow[]>`
    select ${serviceNodeColumns(sql)}
    from muster_api.service_nodes
    where ${matches} and ${trueAsOf(sql, asOf)}
    limit 1`
  return row
}
