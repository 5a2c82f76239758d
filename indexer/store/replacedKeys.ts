import type { ReplacedKey } from '../project/types.ts'
import { BOOLEAN_ARRAY, BYTEA_ARRAY, type Queryable, toBytes } from './database.ts'

export async function insertReplacedKeys(sql: Queryable, keys: readonly ReplacedKey[]): Promise<void> {
  if (keys.length === 0) return
  const bytes = keys.map(({ key }) => toBytes(key))
  const compromised = keys.map((key) => key.compromised)
  await sql`
    insert into muster.replaced_keys (kind, key, node_id, compromised, block_number)
    select kind, key, node_id, compromised, block_number
    from unnest(
      ${keys.map(({ kind }) => kind)}::text[],
      ${sql.array(bytes, BYTEA_ARRAY)}::bytea[],
      ${keys.map(({ nodeId }) => nodeId)}::bigint[],
      ${sql.array(compromised, BOOLEAN_ARRAY)}::boolean[],
      ${keys.map(({ blockNumber }) => blockNumber.toString())}::bigint[]
    ) as new (kind, key, node_id, compromised, block_number)`
}

export async function deleteReplacedKeysAbove(sql: Queryable, blockNumber: bigint): Promise<void> {
  await sql`delete from muster.replaced_keys where block_number > ${blockNumber}`
}
