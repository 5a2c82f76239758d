import type { Hex } from 'viem'
import type { Block } from '../project/types.ts'
import { type Queryable, toBytes } from './database.ts'

/** An epoch with its proof, or with the reason why there is none. `list` is null iff `proof` is. */
export type EpochRow = { epoch: bigint; anchor: Block; child: Block } & (
  | { proof: string; listRoot: Hex; serviceNodeCount: number; reason: null }
  | { proof: null; listRoot: null; serviceNodeCount: null; reason: string }
)

export async function insertEpoch(sql: Queryable, row: EpochRow): Promise<void> {
  await sql`
    insert into muster.epochs (
      epoch, status, anchor_number, anchor_hash, anchor_timestamp, child_number, child_hash, list_root,
      service_node_count, proof, reason
    ) values (
      ${row.epoch}, ${row.proof === null ? 'missed' : 'captured'}, ${row.anchor.number}, ${toBytes(row.anchor.hash)},
      ${row.anchor.timestamp}, ${row.child.number}, ${toBytes(row.child.hash)},
      ${row.listRoot === null ? null : toBytes(row.listRoot)}, ${row.serviceNodeCount}, ${row.proof}, ${row.reason}
    )`
}

/** Shows every epoch whose child block is final now. @returns how many became visible */
export async function publishEpochs(sql: Queryable, finalizedNumber: bigint): Promise<number> {
  const result = await sql`
    update muster.epochs set
      published_at = now(), status = case when status = 'captured' then 'published' else status end
    where published_at is null and child_number <= ${finalizedNumber}`
  return result.count
}

/** Numbers of the epochs we have, from `fromEpoch` on. */
export async function readEpochNumbers(sql: Queryable, fromEpoch: bigint): Promise<Set<bigint>> {
  const rows = await sql<{ epoch: bigint }[]>`select epoch from muster.epochs where epoch >= ${fromEpoch}`
  return new Set(rows.map(({ epoch }) => epoch))
}

/** A reorg takes back what rests on a block above `number`; published epochs rest on final blocks and stay. */
export async function deleteEpochsAbove(sql: Queryable, number: bigint): Promise<void> {
  await sql`delete from muster.epochs where child_number > ${number}`
}
