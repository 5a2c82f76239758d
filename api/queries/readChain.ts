import type { Reader } from '../database/openDatabase.ts'

/** How far the indexer is. Hashes are bytes, times unix seconds. */
export type Chain = {
  chainId: bigint
  registry: Buffer
  deployBlock: bigint
  epochSeconds: number
  headNumber: bigint
  headHash: Buffer
  headParentHash: Buffer
  headTimestamp: bigint
  finalizedNumber: bigint
  listRoot: Buffer
  listVersion: bigint
  leafCount: bigint
  depth: number
  state: 'backfilling' | 'live' | 'stale'
  stateReason: string | null
}

/** The one row of the chain; undefined before the indexer's first block. */
export async function readChain(sql: Reader): Promise<Chain | undefined> {
  const [row] = await sql<Chain[]>`
    select
      chain_id as "chainId", registry, deploy_block as "deployBlock", epoch_seconds as "epochSeconds",
      head_number as "headNumber", head_hash as "headHash", head_parent_hash as "headParentHash",
      head_timestamp as "headTimestamp", finalized_number as "finalizedNumber", list_root as "listRoot",
      list_version as "listVersion", leaf_count as "leafCount", depth, state, state_reason as "stateReason"
    from muster_api.chain`
  return row
}
