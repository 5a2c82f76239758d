import type { Hex } from 'viem'
import type { ListHead } from '../../shared/list/emptyList.ts'
import type { Block } from '../project/types.ts'
import { type Queryable, toBytes, toHex } from './database.ts'

export type ChainState = 'backfilling' | 'live' | 'stale'

/** The cursor and all that is true at it. */
export type ChainRow = {
  chainId: bigint
  registry: Hex
  deployBlock: bigint
  epochSeconds: number
  head: Block
  finalizedNumber: bigint
  list: ListHead
  state: ChainState
  stateReason: string | null
}

type Row = {
  chain_id: bigint
  registry: Uint8Array
  deploy_block: bigint
  epoch_seconds: number
  head_number: bigint
  head_hash: Uint8Array
  head_parent_hash: Uint8Array
  head_timestamp: bigint
  finalized_number: bigint
  list_root: Uint8Array
  list_version: bigint
  leaf_count: bigint
  depth: number
  state: ChainState
  state_reason: string | null
}

export async function readChain(sql: Queryable): Promise<ChainRow | undefined> {
  const [row] = await sql<Row[]>`
    select chain_id, registry, deploy_block, epoch_seconds, head_number, head_hash, head_parent_hash, head_timestamp,
      finalized_number, list_root, list_version, leaf_count, depth, state, state_reason
    from muster.chain`
  if (row === undefined) return undefined
  return {
    chainId: row.chain_id,
    registry: toHex(row.registry),
    deployBlock: row.deploy_block,
    epochSeconds: row.epoch_seconds,
    head: {
      number: row.head_number,
      hash: toHex(row.head_hash),
      parentHash: toHex(row.head_parent_hash),
      timestamp: row.head_timestamp,
    },
    finalizedNumber: row.finalized_number,
    list: {
      root: toHex(row.list_root),
      version: row.list_version,
      leafCount: Number(row.leaf_count),
      depth: row.depth,
    },
    state: row.state,
    stateReason: row.state_reason,
  }
}

export async function insertChain(sql: Queryable, chain: ChainRow): Promise<void> {
  const { head, list } = chain
  await sql`
    insert into muster.chain (
      chain_id, registry, deploy_block, epoch_seconds, head_number, head_hash, head_parent_hash, head_timestamp,
      finalized_number, list_root, list_version, leaf_count, depth, state, state_reason
    ) values (
      ${chain.chainId}, ${toBytes(chain.registry)}, ${chain.deployBlock}, ${chain.epochSeconds},
      ${head.number}, ${toBytes(head.hash)}, ${toBytes(head.parentHash)}, ${head.timestamp}, ${chain.finalizedNumber},
      ${toBytes(list.root)}, ${list.version}, ${list.leafCount}, ${list.depth}, ${chain.state}, ${chain.stateReason}
    )`
}

/** Moves the cursor. A reason for being stale goes with it: whoever could go on is not stale. */
export async function updateChain(
  sql: Queryable,
  chain: { head: Block; finalizedNumber: bigint; list: ListHead; state: 'backfilling' | 'live' },
): Promise<void> {
  const { head, list } = chain
  await sql`
    update muster.chain set
      head_number = ${head.number}, head_hash = ${toBytes(head.hash)}, head_parent_hash = ${toBytes(head.parentHash)},
      head_timestamp = ${head.timestamp}, finalized_number = ${chain.finalizedNumber},
      list_root = ${toBytes(list.root)}, list_version = ${list.version}, leaf_count = ${list.leafCount},
      depth = ${list.depth}, state = ${chain.state}, state_reason = null`
}

export async function markStale(sql: Queryable, reason: string): Promise<void> {
  await sql`update muster.chain set state = 'stale', state_reason = ${reason}`
}

/** Tells listeners (the API) of a new head once the transaction is committed. */
export async function notifyHead(sql: Queryable, headNumber: bigint): Promise<void> {
  await sql`select pg_notify('muster_head', ${headNumber.toString()})`
}
