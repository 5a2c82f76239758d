import type { Reader } from '../database/openDatabase.ts'

/** A block of the canonical chain. `timestamp` in unix seconds. */
export type Block = { number: bigint; hash: Buffer; parentHash: Buffer; timestamp: bigint }

/** The last block held with a number up to `number`. */
export async function readBlockUpTo(sql: Reader, { number }: { number: bigint }): Promise<Block | undefined> {
  const [row] = await sql<Block[]>`
    select number, hash, parent_hash as "parentHash", timestamp
    from muster_api.blocks
    where number <= ${number}
    order by number desc
    limit 1`
  return row
}

/** The last block held with a timestamp up to `timestamp` (unix seconds). Times never fall from block to block. */
export async function readBlockAtTime(sql: Reader, { timestamp }: { timestamp: bigint }): Promise<Block | undefined> {
  const [row] = await sql<Block[]>`
    select number, hash, parent_hash as "parentHash", timestamp
    from muster_api.blocks
    where timestamp <= ${timestamp}
    order by timestamp desc, number desc
    limit 1`
  return row
}
