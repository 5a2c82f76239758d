import type { Hex } from 'viem'
import { type Queryable, toBytes } from './database.ts'

/** A list on the wire, with its two compressed forms. */
export type ListArtifact = {
  root: Hex
  depth: number
  count: number
  bytes: Uint8Array
  brotli: Uint8Array
  gzip: Uint8Array
}

export async function hasList(sql: Queryable, root: Hex): Promise<boolean> {
  const rows = await sql`select 1 from muster.lists where root = ${toBytes(root)}`
  return rows.length > 0
}

/** Content-addressed: a list that is there already is the same one. */
export async function insertList(sql: Queryable, list: ListArtifact): Promise<void> {
  await sql`
    insert into muster.lists (root, depth, count, bytes, brotli, gzip)
    values (${toBytes(list.root)}, ${list.depth}, ${list.count}, ${list.bytes}, ${list.brotli}, ${list.gzip})
    on conflict (root) do nothing`
}
