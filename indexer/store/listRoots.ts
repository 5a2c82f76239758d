import { EMPTY_LIST, type ListHead } from '../../shared/list/emptyList.ts'
import type { ListVersion } from '../project/types.ts'
import { BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

export async function insertListRoots(sql: Queryable, lists: readonly ListVersion[]): Promise<void> {
  if (lists.length === 0) return
  await sql`
    insert into muster.list_roots (version, root, leaf_count, depth, block_number, block_hash, block_timestamp)
    select version, root, leaf_count, depth, block_number, block_hash, block_timestamp
    from unnest(
      ${lists.map(({ version }) => version.toString())}::bigint[],
      ${sql.array(
        lists.map(({ root }) => toBytes(root)),
        BYTEA_ARRAY,
      )}::bytea[],
      ${lists.map(({ leafCount }) => leafCount)}::bigint[],
      ${lists.map(({ depth }) => depth)}::integer[],
      ${lists.map(({ blockNumber }) => blockNumber.toString())}::bigint[],
      ${sql.array(
        lists.map(({ blockHash }) => toBytes(blockHash)),
        BYTEA_ARRAY,
      )}::bytea[],
      ${lists.map(({ blockTimestamp }) => blockTimestamp.toString())}::bigint[]
    ) as new (version, root, leaf_count, depth, block_number, block_hash, block_timestamp)`
}

/** The list after block `number`. */
export async function readListAt(sql: Queryable, number: bigint): Promise<ListHead> {
  const [row] = await sql<{ version: bigint; root: Uint8Array; leaf_count: bigint; depth: number }[]>`
    select version, root, leaf_count, depth from muster.list_roots
    where block_number <= ${number} order by version desc limit 1`
  if (row === undefined) return EMPTY_LIST
  return { version: row.version, root: toHex(row.root), leafCount: Number(row.leaf_count), depth: row.depth }
}

export async function deleteListRootsAbove(sql: Queryable, blockNumber: bigint): Promise<void> {
  await sql`delete from muster.list_roots where block_number > ${blockNumber}`
}
