import type { Reader } from '../database/openDatabase.ts'

/** The list after a block. */
export type ListState = { root: Buffer; version: bigint; leafCount: bigint; depth: number }

/** The list after block `number`; undefined where nothing had been listed up to there. */
export async function readListState(sql: Reader, { number }: { number: bigint }): Promise<ListState | undefined> {
  const [row] = await sql<ListState[]>`
    select root, version, leaf_count as "leafCount", depth
    from muster_api.list_roots
    where block_number <= ${number}
    order by block_number desc, version desc
    limit 1`
  return row
}
