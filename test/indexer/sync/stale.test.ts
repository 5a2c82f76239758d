import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { rebuild } from '../../../indexer/rebuild.ts'
import { readChain } from '../../../indexer/store/chain.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { dumpState } from '../support/dump.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { otherLogs, poolOpened } from '../support/otherLogs.ts'
import { type Entry, encodeEvent } from '../support/registryModel.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
let snapshot: string
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  snapshot = await chain.request('evm_snapshot')
})
beforeEach(async () => {
  await chain.request('evm_revert', [snapshot])
  snapshot = await chain.request('evm_snapshot')
  world = await createWorld(chain, 'stale')
  await world.live(6)
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

async function startStale(): Promise<{ databaseUrl: string; reason: string }> {
  const databaseUrl = await cluster.createDatabase()
  const indexer = await bench.start({ databaseUrl, healthPort: 0 })
  await until('the loud stop', () => indexer.status().state === 'stale')
  const row = await until('the stale row', async () => {
    const chainRow = await readChain(bench.connect(databaseUrl))
    return chainRow?.state === 'stale' ? chainRow : null
  })
  const ready = await fetch(`http://127.0.0.1:${indexer.port}/ready`)
  expect(ready.status).toBe(503)
  expect(JSON.stringify(await ready.json())).toContain('state is stale')
  expect((await fetch(`http://127.0.0.1:${indexer.port}/health`)).status).toBe(200)
  await indexer.stop()
  return { databaseUrl, reason: row.stateReason ?? '' }
}

/** The same logs with one argument of the ListChanged among them changed. */
function tamper(entries: Entry[], change: (entry: Entry) => Entry): Entry[] {
  const topic = encodeEvent({
    eventName: 'ListChanged',
    args: {
      version: 1n,
      root: `0x${'00'.repeat(32)}`,
      leafIndex: 0,
      nodeId: 1,
      leaf: `0x${'00'.repeat(32)}`,
      leafCount: 1,
    },
  }).topics[0]
  return entries.map((entry) => (entry.topics[0] === topic ? change(entry) : entry))
}

/** Data of ListChanged: root, leafIndex, leaf, leafCount, a word each. */
function withWord(entry: Entry, word: number, value: string): Entry {
  const words = entry.data.slice(2).match(/.{64}/g) ?? []
  words[word] = value
  return { ...entry, data: `0x${words.join('')}` }
}

describe('the indexer stops and says stale', () => {
  it.each([
    ['the root does not follow from the records', (entry: Entry) => withWord(entry, 0, 'ab'.repeat(32))],
    ['the leaf is not the hash of the record', (entry: Entry) => withWord(entry, 2, 'cd'.repeat(32))],
    ['the number of leaves is another', (entry: Entry) => withWord(entry, 3, '63'.padStart(64, '0'))],
    [
      'a version is left out',
      (entry: Entry) => ({
        ...entry,
        topics: entry.topics.map((topic, i) =>
          i === 1 ? (`0x${(BigInt(topic) + 1n).toString(16).padStart(64, '0')}` as const) : topic,
        ),
      }),
    ],
  ])('when %s', async (_, change) => {
    const headBefore = await world.headNumber()
    const rootBefore = world.model.root()
    await world.emitter.emit(tamper(world.model.updateEndpoint(1), change), world.model.root())
    const { databaseUrl, reason } = await startStale()
    expect(reason).toMatch(/^LIST_UNVERIFIABLE: Blocks \d+ to \d+ do not give a list that the registry confirms/)
    // The list that is served is the last that could be verified.
    const row = await readChain(bench.connect(databaseUrl))
    expect(row).toMatchObject({ head: { number: headBefore }, list: { root: rootBefore } })
  })

  it('when a node changes and no ListChanged comes with it', async () => {
    const [updated] = world.model.updateEndpoint(1)
    await world.emitter.emit(updated === undefined ? [] : [updated], world.model.root())
    expect((await startStale()).reason).toContain('The leaf of node 1')
  })

  it('when a number of the rewards pool does not follow from its account', async () => {
    await world.emit(poolOpened(world.emitter.network), otherLogs(world.emitter.network, 5n, 1n))
    expect((await startStale()).reason).toContain('balanceX32 of Funded')
  })

  it('when a log before is missing', async () => {
    world.model.register()
    await world.emit(world.model.activate(5))
    expect((await startStale()).reason).toContain('found the node absent')
  })

  it('again after a restart, as long as nothing changed, and goes on once the chain is right', async () => {
    const state = world.model.save()
    const before = await chain.request<string>('evm_snapshot')
    await world.emitter.emit(
      tamper(world.model.updateEndpoint(1), (entry) => withWord(entry, 0, 'ab'.repeat(32))),
      world.model.root(),
    )
    const { databaseUrl } = await startStale()
    const again = await bench.start({ databaseUrl })
    await until('the second stop', () => again.status().state === 'stale')
    await again.stop()
    await chain.request('evm_revert', [before])
    world.model.restore(state)
    await world.live(1)
    const third = await bench.start({ databaseUrl })
    await untilSynced(third, world)
    expect(await readChain(bench.connect(databaseUrl))).toMatchObject({ state: 'live', stateReason: null })
  })
})

describe('a reorg beyond finality', () => {
  it('is a loud stop that rolls nothing back, and a rebuild below it heals it', async () => {
    const databaseUrl = await cluster.createDatabase()
    const base = await chain.request<string>('evm_snapshot')
    const baseNumber = await world.headNumber()
    const state = world.model.save()
    await world.live(8)
    const indexer = await bench.start({ databaseUrl, finalityDepth: 4n })
    await untilSynced(indexer, world)
    const sql = bench.connect(databaseUrl)
    const held = await dumpState(sql)

    await chain.request('evm_revert', [base])
    world.model.restore(state)
    for (let i = 0; i < 9; i++) await world.emit(world.model.updateEndpoint(3))
    await until('the loud stop', () => indexer.status().state === 'stale')
    const row = await until('the stale row', async () => {
      const chainRow = await readChain(sql)
      return chainRow?.state === 'stale' ? chainRow : null
    })
    expect(row.stateReason).toMatch(/^REORG_TOO_DEEP: The chain changed at or below block \d+/)
    expect(await dumpState(sql)).toEqual(held)
    await indexer.stop()

    const still = await bench.start({ databaseUrl, finalityDepth: 4n })
    await until('the stop after a restart', () => still.status().state === 'stale')
    await still.stop()

    await rebuild({ databaseUrl, aboveBlock: baseNumber })
    const healed = await bench.start({ databaseUrl, finalityDepth: 4n })
    await untilSynced(healed, world)
    await expectLikeFresh(databaseUrl, { cluster, bench, world, options: { finalityDepth: 4n } })
  })
})

describe('rebuild', () => {
  it('folds the raw logs to the very rows that following made', async () => {
    const databaseUrl = await cluster.createDatabase()
    await world.live(30)
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    await indexer.stop()
    const sql = bench.connect(databaseUrl)
    const before = await dumpState(sql)
    const report = await rebuild({ databaseUrl })
    expect(report).toEqual({
      logs: before.logs.length,
      versions: before.states['serviceNodes']?.length,
      lists: before.roots.length,
    })
    expect(await dumpState(sql)).toEqual(before)
  })

  it('happens by itself when the rows no longer give the stored root', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    await indexer.stop()
    const sql = bench.connect(databaseUrl)
    const before = await dumpState(sql)
    await sql`update muster.service_nodes set rpc_port = 1 where to_block = 9223372036854775807 and leaf_index = 0`
    expect(await dumpState(sql)).not.toEqual(before)
    await untilSynced(await bench.start({ databaseUrl }), world)
    expect(await dumpState(sql)).toEqual(before)
  })
})
