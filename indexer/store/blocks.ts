import type { Block } from '../project/types.ts'
import { BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

type Row = { number: bigint; hash: Uint8Array; parent_hash: Uint8Array; timestamp: bigint }

function toBlock(row: Row): Block {
  return { number: row.number, hash: toHex(row.hash), parentHash: toHex(row.parent_hash), timestamp: row.timestamp }
}

/**
 * Enters blocks as canonical; one that a reorg had put aside becomes canonical again.
 *
 * @param areLogsProven whether the logs of these blocks are known to be the right ones
 */
export async function insertBlocks(sql: Queryable, blocks: readonly Block[], areLogsProven: boolean): Promise<void> {
  if (blocks.length === 0) return
  await sql`
    insert into muster.blocks (hash, number, parent_hash, timestamp, canonical, logs_proven)
    select hash, number, parent_hash, timestamp, true, ${areLogsProven}
    from unnest(
      ${sql.array(
        blocks.map(({ hash }) => toBytes(hash)),
        BYTEA_ARRAY,
      )}::bytea[],
      ${blocks.map(({ number }) => number.toString())}::bigint[],
      ${sql.array(
        blocks.map(({ parentHash }) => toBytes(parentHash)),
        BYTEA_ARRAY,
      )}::bytea[],
      ${blocks.map(({ timestamp }) => timestamp.toString())}::bigint[]
    ) as new (hash, number, parent_hash, timestamp)
    on conflict (hash) do update set canonical = true, logs_proven = blocks.logs_proven or excluded.logs_proven`
}

/** The canonical blocks we hold from `fromNumber` on, lowest first, at most `limit`. */
async function readBlocksFrom(sql: Queryable, fromNumber: bigint, limit: number): Promise<Block[]> {
  const rows = await sql<Row[]>`
    select number, hash, parent_hash, timestamp from muster.blocks
    where canonical and number >= ${fromNumber} order by number limit ${limit}`
  return rows.map(toBlock)
}

/** The highest canonical block we hold at or below `number`. */
export async function readBlockAtOrBelow(sql: Queryable, number: bigint): Promise<Block | undefined> {
  const [row] = await sql<Row[]>`
    select number, hash, parent_hash, timestamp from muster.blocks
    where canonical and number <= ${number} order by number desc limit 1`
  return row === undefined ? undefined : toBlock(row)
}

/**
 * A page of the canonical blocks we hold, highest first, at most `limit`.
 *
 * @param args.from number of the highest wanted; `downTo` of the lowest
 */
export async function readBlocksDown(
  sql: Queryable,
  args: { from: bigint; downTo: bigint; limit: number },
): Promise<Block[]> {
  const rows = await sql<Row[]>`
    select number, hash, parent_hash, timestamp from muster.blocks
    where canonical and number between ${args.downTo} and ${args.from} order by number desc limit ${args.limit}`
  return rows.map(toBlock)
}

/** The highest canonical block we hold with a timestamp below `timestamp`, and the block after it where we hold that. */
export async function readBoundary(
  sql: Queryable,
  timestamp: bigint,
): Promise<{ anchor: Block; child: Block } | undefined> {
  const anchor = await readLastBlockBefore(sql, timestamp)
  if (anchor === undefined) return undefined
  const [child] = await readBlocksFrom(sql, anchor.number + 1n, 1)
  if (child === undefined || child.number !== anchor.number + 1n || child.timestamp < timestamp) return undefined
  return { anchor, child }
}

/** The highest canonical block we hold with a timestamp below `timestamp`. No later one below it has a log of ours. */
export async function readLastBlockBefore(sql: Queryable, timestamp: bigint): Promise<Block | undefined> {
  const [row] = await sql<Row[]>`
    select number, hash, parent_hash, timestamp from muster.blocks
    where canonical and timestamp < ${timestamp} order by timestamp desc, number desc limit 1`
  return row === undefined ? undefined : toBlock(row)
}

/** The lowest canonical blocks with logs that are not known to be the right ones, at most `limit`, above `after`. */
export async function readUnprovenBlocks(sql: Queryable, after: bigint, limit: number): Promise<Block[]> {
  const rows = await sql<Row[]>`
    select number, hash, parent_hash, timestamp from muster.blocks as block
    where canonical and not logs_proven and number > ${after}
      and exists (select 1 from muster.logs where canonical and block_hash = block.hash)
    order by number limit ${limit}`
  return rows.map(toBlock)
}

export async function markLogsProven(sql: Queryable, hash: Block['hash']): Promise<void> {
  await sql`update muster.blocks set logs_proven = true where hash = ${toBytes(hash)}`
}

export async function markBlocksAboveNotCanonical(sql: Queryable, number: bigint): Promise<number> {
  const result = await sql`update muster.blocks set canonical = false where canonical and number > ${number}`
  return result.count
}

/**
 * Forgets blocks below `number` that nothing refers to: no log, list root or epoch. The window of recent blocks is
 * there to find forks in, and forks do not reach below the final block.
 */
export async function pruneBlocksBelow(sql: Queryable, number: bigint): Promise<number> {
  const result = await sql`
    delete from muster.blocks as block
    where number < ${number}
      and not exists (select 1 from muster.logs where block_hash = block.hash)
      and not exists (select 1 from muster.list_roots where block_hash = block.hash)
      and not exists (select 1 from muster.epochs where anchor_hash = block.hash or child_hash = block.hash)
      and number <> (select head_number from muster.chain)`
  return result.count
}
