import type { Hex } from 'viem'
import type { ContractName } from '../contracts.ts'
import { argsToJson, nodeIdOf } from '../project/createLogDecoder.ts'
import type { Block, BlockWithRawLogs, ContractLog, RawLog } from '../project/types.ts'
import { BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

/** Rows of one statement: large enough that the round trip does not count, small enough for a few MB of parameters. */
const INSERT_ROWS_MAX = 2_000
const TOPIC_HEX_DIGITS = 64

/**
 * Enters logs as canonical. One that was put aside becomes canonical again, with what it says now: an endpoint may have
 * lied about it before. Their blocks must be there.
 */
export async function insertLogs(sql: Queryable, logs: readonly ContractLog[]): Promise<void> {
  for (let start = 0; start < logs.length; start += INSERT_ROWS_MAX) {
    const rows = logs.slice(start, start + INSERT_ROWS_MAX)
    const bytes = (of: (log: ContractLog) => Buffer) => sql.array(rows.map(of), BYTEA_ARRAY)
    await sql`
      insert into muster.logs (
        block_hash, log_index, block_number, transaction_hash, transaction_index, contract, address, topics, data, name,
        node_id, args, canonical
      )
      select block_hash, log_index, block_number, transaction_hash, transaction_index, contract, address, topics, data,
        name, node_id, args::jsonb, true
      from unnest(
        ${bytes(({ raw }) => toBytes(raw.blockHash))}::bytea[],
        ${rows.map(({ raw }) => raw.logIndex)}::integer[],
        ${rows.map(({ raw }) => raw.blockNumber.toString())}::bigint[],
        ${bytes(({ raw }) => toBytes(raw.transactionHash))}::bytea[],
        ${rows.map(({ raw }) => raw.transactionIndex)}::integer[],
        ${rows.map(({ contract }) => contract)}::text[],
        ${bytes(({ raw }) => toBytes(raw.address))}::bytea[],
        ${bytes(({ raw }) => Buffer.concat(raw.topics.map(toBytes)))}::bytea[],
        ${bytes(({ raw }) => toBytes(raw.data))}::bytea[],
        ${rows.map(({ event }) => event?.eventName ?? null)}::text[],
        ${rows.map(({ event }) => (event === null ? null : nodeIdOf(event)))}::bigint[],
        ${rows.map(({ event }) => (event === null ? null : argsToJson(event)))}::text[]
      ) as new (
        block_hash, log_index, block_number, transaction_hash, transaction_index, contract, address, topics, data, name,
        node_id, args
      )
      on conflict (block_hash, log_index) do update set
        canonical = true, transaction_hash = excluded.transaction_hash,
        transaction_index = excluded.transaction_index, contract = excluded.contract, address = excluded.address,
        topics = excluded.topics, data = excluded.data, name = excluded.name, node_id = excluded.node_id,
        args = excluded.args`
  }
}

export async function markLogsAboveNotCanonical(sql: Queryable, blockNumber: bigint): Promise<number> {
  const result = await sql`
    update muster.logs set canonical = false where canonical and block_number > ${blockNumber}`
  return result.count
}

export async function countLogs(sql: Queryable): Promise<{ canonical: number; orphaned: number }> {
  const [row] = await sql<{ canonical: bigint; orphaned: bigint }[]>`
    select count(*) filter (where canonical) as canonical, count(*) filter (where not canonical) as orphaned
    from muster.logs`
  return { canonical: Number(row?.canonical ?? 0n), orphaned: Number(row?.orphaned ?? 0n) }
}

/** Numbers of the canonical logs in blocks above `after`, up to `upTo`, by contract. */
export async function countLogsByContract(
  sql: Queryable,
  { after, upTo }: { after: bigint; upTo: bigint },
): Promise<Map<ContractName, bigint>> {
  const rows = await sql<{ contract: ContractName; count: bigint }[]>`
    select contract, count(*) as count from muster.logs
    where canonical and block_number > ${after} and block_number <= ${upTo} group by contract`
  return new Map(rows.map(({ contract, count }) => [contract, count]))
}

type Row = {
  block_number: bigint
  block_hash: Uint8Array
  parent_hash: Uint8Array
  timestamp: bigint
  log_index: number
  transaction_hash: Uint8Array
  transaction_index: number
  contract: ContractName
  address: Uint8Array
  topics: Uint8Array
  data: Uint8Array
}

/** The canonical raw logs of a block, in order. */
export async function readLogsOf(sql: Queryable, blockHash: Hex): Promise<RawLog[]> {
  const rows = await sql<Omit<Row, 'parent_hash' | 'timestamp'>[]>`
    select block_number, block_hash, log_index, transaction_hash, transaction_index, contract, address, topics, data
    from muster.logs where canonical and block_hash = ${toBytes(blockHash)} order by log_index`
  return rows.map(toRawLog)
}

const toRawLog = (row: Omit<Row, 'parent_hash' | 'timestamp'>): RawLog => ({
  address: toHex(row.address),
  blockNumber: row.block_number,
  blockHash: toHex(row.block_hash),
  logIndex: row.log_index,
  transactionHash: toHex(row.transaction_hash),
  transactionIndex: row.transaction_index,
  topics: splitTopics(toHex(row.topics)),
  data: toHex(row.data),
})

/** The canonical raw logs of blocks above `afterBlock`, in order, with their blocks: whole blocks, about `limit` logs. */
export async function readCanonicalLogs(
  sql: Queryable,
  afterBlock: bigint,
  limit: number,
): Promise<{ block: Block; contract: ContractName; raw: RawLog }[]> {
  const rows = await sql<Row[]>`
    select log.block_number, log.block_hash, block.parent_hash, block.timestamp, log.log_index, log.transaction_hash,
      log.transaction_index, log.contract, log.address, log.topics, log.data
    from muster.logs as log join muster.blocks as block on block.hash = log.block_hash
    where log.canonical and log.block_number > ${afterBlock} and log.block_number <= (
      select max(block_number) from (
        select block_number from muster.logs where canonical and block_number > ${afterBlock}
        order by block_number, log_index limit ${limit}
      ) as page
    )
    order by log.block_number, log.log_index`
  return rows.map((row) => ({
    block: {
      number: row.block_number,
      hash: toHex(row.block_hash),
      parentHash: toHex(row.parent_hash),
      timestamp: row.timestamp,
    },
    contract: row.contract,
    raw: toRawLog(row),
  }))
}

/** All canonical blocks with logs above `after`, in order. */
export async function readBlocksWithLogs(sql: Queryable, after: bigint): Promise<BlockWithRawLogs[]> {
  const blocks = new Map<Hex, BlockWithRawLogs & { logs: RawLog[] }>()
  for (const { block, raw } of await readCanonicalLogs(sql, after, Number.MAX_SAFE_INTEGER)) {
    const entry = blocks.get(block.hash) ?? { block, logs: [] }
    entry.logs.push(raw)
    blocks.set(block.hash, entry)
  }
  return [...blocks.values()]
}

function splitTopics(hex: Hex): Hex[] {
  const topics: Hex[] = []
  for (let at = 2; at < hex.length; at += TOPIC_HEX_DIGITS) topics.push(`0x${hex.slice(at, at + TOPIC_HEX_DIGITS)}`)
  return topics
}
