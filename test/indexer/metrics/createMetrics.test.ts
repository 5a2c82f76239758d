import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { measureEpoch } from '../../../indexer/metrics/measureEpoch.ts'
import { decodeLog } from '../../../indexer/project/createLogDecoder.ts'
import { createProjection } from '../../../indexer/project/createProjection.ts'
import type { BlockWithLogs } from '../../../indexer/project/types.ts'
import type { Sql } from '../../../indexer/store/database.ts'
import { readCanonicalLogs } from '../../../indexer/store/logs.ts'
import { noRows } from '../../../indexer/store/tables.ts'
import { bytesToHex } from '../../../shared/bytes.ts'
import { boundaryOf, epochAt, toEpoch } from '../../../shared/epoch/clock.ts'
import type { ServiceNode } from '../../../shared/serviceNode/columns.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import {
  createBench,
  createWorld,
  TEST_EPOCH_SECONDS,
  TEST_FINALITY_DEPTH,
  until,
  untilSynced,
  type World,
} from '../support/world.ts'

/** Half an hour, so that a run of a few days has many epochs and several midnights. */
const STEP_SECONDS = 1_800
const STEPS = 24

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)

beforeAll(async () => {
  // Shortly before midnight, UTC.
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain({ initialTimestamp: 1_699_999_200 })])
  world = await createWorld(chain, 'metrics')
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

async function liveOn(steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    await world.live(4)
    await chain.request('evm_increaseTime', [STEP_SECONDS])
    await chain.mine(1)
  }
}

/** All blocks with logs, from the raw logs alone. */
async function readBlocks(sql: Sql): Promise<BlockWithLogs[]> {
  const blocks = new Map<bigint, BlockWithLogs & { logs: ReturnType<typeof decodeLog>[] }>()
  for (const { block, contract, raw } of await readCanonicalLogs(sql, -1n, 100_000)) {
    const entry = blocks.get(block.number) ?? { block, logs: [] }
    entry.logs.push(decodeLog(contract, raw))
    blocks.set(block.number, entry)
  }
  return [...blocks.values()]
}

/** Nodes on the list at the boundary of each epoch, folded again from the raw logs. */
async function recompute(sql: Sql, epochs: readonly bigint[]) {
  const blocks = await readBlocks(sql)
  const { registry } = world.emitter
  const projection = createProjection({
    chainId: BigInt(chain.chainId),
    registry,
    rows: noRows(),
    list: { version: 0n, leafCount: 0 },
  })
  return epochs.map((epoch) => {
    const boundary = boundaryOf(toEpoch(epoch), TEST_EPOCH_SECONDS)
    while (blocks[0] !== undefined && blocks[0].block.timestamp < boundary)
      projection.apply(blocks.shift() as BlockWithLogs)
    const nodes: ServiceNode[] = []
    for (let nodeId = 1; nodeId <= projection.nodeCount(); nodeId++) {
      const node = projection.node(nodeId)
      if (node !== undefined && node.leafIndex !== null) nodes.push(node)
    }
    return { epoch, nodes, boundary }
  })
}

it('createMetrics measures every epoch whose boundary is final, as the raw logs give it, and goes on', async () => {
  await liveOn(STEPS)
  const databaseUrl = await cluster.createDatabase()
  const indexer = await bench.start({ databaseUrl })
  await untilSynced(indexer, world)
  const sql = bench.connect(databaseUrl)
  const finalEpoch = async (): Promise<bigint> => {
    const number = `0x${((await world.headNumber()) - TEST_FINALITY_DEPTH).toString(16)}`
    const block = await chain.request<{ timestamp: string }>('eth_getBlockByNumber', [number, false])
    return epochAt(BigInt(block.timestamp), TEST_EPOCH_SECONDS)
  }
  const first = await finalEpoch()
  await until('the metrics', () => indexer.status().metricsEpoch === first)
  await liveOn(2)
  const last = await finalEpoch()
  expect(last).toBeGreaterThan(first)
  await until('the metrics of later epochs', () => indexer.status().metricsEpoch === last)

  const rows = await sql`select * from muster_api.epoch_metrics order by epoch`
  const epochs = rows.map((row) => row['epoch'] as bigint)
  expect(epochs).toEqual(epochs.map((_, index) => (epochs[0] ?? 0n) + BigInt(index)))
  expect(epochs.at(-1)).toBe(last)
  let days = 0
  for (const [index, { nodes, boundary, epoch }] of (await recompute(sql, epochs)).entries()) {
    const isFirstOfDay = boundary / 86_400n !== (boundary - BigInt(TEST_EPOCH_SECONDS)) / 86_400n
    if (isFirstOfDay) days++
    const { sums, collusion, captured } = measureEpoch({ nodes, boundary, withSwarms: isFirstOfDay })
    expect(rows[index]).toMatchObject({
      service_node_count: nodes.length,
      collusion_one_percent: collusion?.onePercent ?? null,
      captured_top1: captured?.top1 ?? null,
      captured_top10: captured?.top10 ?? null,
    })
    const stored = await sql`
      select * from muster_api.epoch_sums where epoch = ${epoch} order by dimension, weight, reading`
    const expected = [...sums].sort((a, b) => (`${a.dimension} ${a.weight}` < `${b.dimension} ${b.weight}` ? -1 : 1))
    expect(
      stored.map((row) => [
        row['dimension'],
        row['weight'],
        bytesToHex(row['input_hash']),
        row['total'],
        row['squares'],
      ]),
    ).toEqual(expected.map((each) => [each.dimension, each.weight, each.inputHash, each.sums.total, each.sums.squares]))
    expect(stored.map((row) => row['nakamoto_over_half'])).toEqual(
      expected.map((each) => each.sums.nakamoto.over.oneHalf),
    )
  }
  expect(days).toBeGreaterThan(0)
})
