import type { Reader } from '../database/openDatabase.ts'

/** A key that a node has replaced, under the GraphQL names of its fields. */
export type ReplacedKeyRow = {
  kind: 'BLS' | 'ED25519'
  key: Buffer
  nodeId: bigint
  compromised: boolean
  replacedAtBlock: bigint
}

/** The keys that nodes had replaced by a block, the oldest first. */
export function readReplacedKeys(
  sql: Reader,
  { nodeIds, number }: { nodeIds: readonly bigint[]; number: bigint },
): Promise<ReplacedKeyRow[]> {
  return sql<ReplacedKeyRow[]>`
    select kind, key, node_id as "nodeId", compromised, block_number as "replacedAtBlock"
    from muster_api.replaced_keys
    where node_id in ${sql(nodeIds)} and block_number <= ${number}
    order by block_number, kind`
}
