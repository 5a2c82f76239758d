import type { Reader } from '../database/openDatabase.ts'
import { type AsOf, type ServiceNodeRow, serviceNodeColumns, trueAsOf } from './serviceNodeColumns.ts'

/** What a service node is looked up by. Keys never serve two nodes (the contract refuses it). */
export type ServiceNodeKey =
  | { kind: 'id'; id: bigint }
  | { kind: 'ed25519Key'; key: Buffer }
  | { kind: 'blsKeyHash'; key: Buffer }

export async function readServiceNode(
  sql: Reader,
  { by, asOf }: { by: ServiceNodeKey; asOf: AsOf },
): Promise<ServiceNodeRow | undefined> {
  const matches =
    by.kind === 'id'
      ? sql`node_id = ${by.id}`
      : by.kind === 'ed25519Key'
        ? sql`ed25519_key = ${by.key}`
        : sql`bls_key_hash = ${by.key}`
  const [row] = await sql<ServiceNodeRow[]>`
    select ${serviceNodeColumns(sql)}
    from muster_api.service_nodes
    where ${matches} and ${trueAsOf(sql, asOf)}
    limit 1`
  return row
}
