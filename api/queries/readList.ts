import type { Reader } from '../database/openDatabase.ts'

/** The canonical bytes of a list, and the same compressed. */
export type ListRow = { depth: number; count: number; bytes: Buffer; brotli: Buffer; gzip: Buffer }

export async function readList(sql: Reader, { root }: { root: Buffer }): Promise<ListRow | undefined> {
  const [row] = await sql<ListRow[]>`
    select depth, count, bytes, brotli, gzip
    from muster_api.lists
    where root = ${root}`
  return row
}

/** As `readList`, without the encodings. */
export async function readListBytes(
  sql: Reader,
  { root }: { root: Buffer },
): Promise<{ depth: number; count: number; bytes: Buffer } | undefined> {
  const [row] = await sql<{ depth: number; count: number; bytes: Buffer }[]>`
    select depth, count, bytes
    from muster_api.lists
    where root = ${root}`
  return row
}
