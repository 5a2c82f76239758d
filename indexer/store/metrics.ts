import type { EpochMetrics, EpochSums } from '../metrics/measureEpoch.ts'
import { type Queryable, toBytes } from './database.ts'

/** Metrics of one epoch. */
export type EpochMetricsRow = EpochMetrics & { epoch: bigint; stateBlock: bigint; serviceNodeCount: number }

/** The newest epoch with metrics; undefined if there is none. */
export async function readNewestMetricsEpoch(sql: Queryable): Promise<bigint | undefined> {
  const [row] = await sql<{ epoch: bigint | null }[]>`select max(epoch) as epoch from muster.epoch_metrics`
  return row?.epoch ?? undefined
}

export async function insertEpochMetrics(sql: Queryable, row: EpochMetricsRow): Promise<void> {
  const { collusion, captured } = row
  await sql`
    insert into muster.epoch_metrics (
      epoch, state_block, service_node_count, collusion_tenth_percent, collusion_one_percent, collusion_five_percent,
      collusion_ten_percent, captured_top1, captured_top3, captured_top10
    ) values (
      ${row.epoch}, ${row.stateBlock}, ${row.serviceNodeCount}, ${collusion?.tenthPercent ?? null},
      ${collusion?.onePercent ?? null}, ${collusion?.fivePercent ?? null}, ${collusion?.tenPercent ?? null},
      ${captured?.top1 ?? null}, ${captured?.top3 ?? null}, ${captured?.top10 ?? null}
    )
    on conflict (epoch) do nothing`
  for (const sums of row.sums) await insertSums(sql, row.epoch, sums)
}

async function insertSums(sql: Queryable, epoch: bigint, row: EpochSums): Promise<void> {
  const { dimension, weight, reading, inputHash, sums } = row
  const { over, atLeast } = sums.nakamoto
  await sql`
    insert into muster.epoch_sums (
      epoch, dimension, weight, reading, input_hash, entities, total, squares, differences, largest1, largest3,
      largest10, nakamoto_over_third, nakamoto_at_least_third, nakamoto_over_half, nakamoto_at_least_half,
      nakamoto_over_two_thirds, nakamoto_at_least_two_thirds
    ) values (
      ${epoch}, ${dimension}, ${weight}, ${reading}, ${toBytes(inputHash)}, ${sums.entities},
      ${sums.total.toString()}::numeric, ${sums.squares.toString()}::numeric, ${sums.differences.toString()}::numeric,
      ${sums.largest1.toString()}::numeric, ${sums.largest3.toString()}::numeric,
      ${sums.largest10.toString()}::numeric, ${over.oneThird}, ${atLeast.oneThird}, ${over.oneHalf}, ${atLeast.oneHalf},
      ${over.twoThirds}, ${atLeast.twoThirds}
    )
    on conflict (epoch, dimension, weight, reading) do nothing`
}

/** Forgets metrics of states above block `number`. */
export async function deleteMetricsAbove(sql: Queryable, number: bigint): Promise<void> {
  await sql`delete from muster.epoch_metrics where state_block > ${number}`
}
