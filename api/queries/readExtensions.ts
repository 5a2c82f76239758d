import type { Hex } from '../../shared/bytes.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import type { Reader } from '../database/openDatabase.ts'

/** Returns the extension documents held under these hashes, by hash. The caller bounds their number. */
export async function readExtensions(
  sql: Reader,
  { hashes }: { hashes: readonly Hex[] },
): Promise<ReadonlyMap<Hex, Uint8Array>> {
  if (hashes.length === 0) return new Map()
  const wanted = hashes.map((hash) => Buffer.from(hash.slice(2), 'hex'))
  const rows = await sql<{ hash: Buffer; document: Buffer }[]>`
    select hash, document
    from muster_api.extensions
    where hash in ${sql(wanted)}`
  return new Map(rows.map(({ hash, document }) => [bytesToHex(hash), new Uint8Array(document)]))
}
