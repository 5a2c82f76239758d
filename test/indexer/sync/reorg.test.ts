import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Indexer } from '../../../indexer/createIndexer.ts'
import { countLogs } from '../../../indexer/store/logs.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { dumpState } from '../support/dump.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)

beforeAll(async () => {
  cluster = await sharePostgres()
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await cluster?.stop()
})

/** The rows of an indexer that lived through it all equal those of one that sees only how it ended. */
async function expectLikeFresh(databaseUrl: string): Promise<void> {
  const freshUrl = await cluster.createDatabase()
  const fresh = await bench.start({ databaseUrl: freshUrl })
  await untilSynced(fresh, world)
  expect(await dumpState(bench.connect(databaseUrl))).toEqual(await dumpState(bench.connect(freshUrl)))
}

async function startSynced(): Promise<{ indexer: Indexer; databaseUrl: string }> {
  const databaseUrl = await cluster.createDatabase()
  const indexer = await bench.start({ databaseUrl })
  await untilSynced(indexer, world)
  return { indexer, databaseUrl }
}

/** Goes back to where `snapshot` was taken, model included. */
async function goBack(snapshot: { id: string; state: ReturnType<World['model']['save']> }): Promise<void> {
  await chain.request('evm_revert', [snapshot.id])
  world.model.restore(snapshot.state)
}

async function takeSnapshot() {
  return { id: await chain.request<string>('evm_snapshot'), state: world.model.save() }
}

async function untilReorgs(indexer: Indexer, count: number): Promise<void> {
  await until(`reorg ${count}`, () => indexer.status().reorgs >= count)
  await untilSynced(indexer, world)
}

describe.each([
  ['Hardhat', () => startHardhatChain()],
  ['anvil', () => startAnvil()],
])('a reorg on %s', (name, startChain) => {
  beforeAll(async () => {
    chain = await startChain()
    world = await createWorld(chain, 'reorg')
    for (let nodeId = 1; nodeId <= 6; nodeId++) await world.emit(world.model.register(), world.model.activate(nodeId))
    await chain.mine(2)
  })
  afterAll(async () => {
    await chain?.stop()
  })

  it('of five blocks to a longer branch ends with the rows of a fresh index', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const snapshot = await takeSnapshot()
    await world.emit(world.model.updateEndpoint(1))
    await world.emit(world.model.requestExit(2))
    await world.emit(world.model.exit(2))
    await world.emit(world.model.register(), world.model.activate(7))
    await world.emit(world.model.register(), world.model.activate(8))
    await untilSynced(indexer, world)
    const sql = bench.connect(databaseUrl)
    const before = await countLogs(sql)

    await goBack(snapshot)
    await world.emit(world.model.proposeOwner(3), world.model.updateEndpoint(3))
    await chain.mine(1)
    await world.emit(world.model.exit(4))
    await world.emit(world.model.register(), world.model.activate(7))
    await chain.mine(3)
    await untilReorgs(indexer, 1)
    expect(indexer.status().listRoot).toBe(world.model.root())
    const after = await countLogs(sql)
    // Nothing that was ever seen is gone.
    expect(after.orphaned).toBe(11)
    expect(after.canonical + after.orphaned).toBeGreaterThan(before.canonical)
    await expectLikeFresh(databaseUrl)
  })

  it('to a branch of the same height is seen by its hash', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const snapshot = await takeSnapshot()
    await world.emit(world.model.updateEndpoint(1))
    await world.emit(world.model.updateEndpoint(3))
    await untilSynced(indexer, world)
    await goBack(snapshot)
    // An indexer that looks between the two blocks sees the shorter branch first; both ways must end the same.
    await chain.mine(1, 100)
    await world.emit(world.model.updateEndpoint(5))
    await untilReorgs(indexer, 1)
    expect(indexer.status().listRoot).toBe(world.model.root())
    await expectLikeFresh(databaseUrl)
  })

  it('to a shorter branch is worked in as soon as a hash differs, and again when that one grows', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const snapshot = await takeSnapshot()
    for (let i = 0; i < 4; i++) await world.emit(world.model.updateEndpoint(1))
    await untilSynced(indexer, world)
    const higher = indexer.status().headNumber
    await goBack(snapshot)
    await world.emit(world.model.updateEndpoint(6))
    await untilReorgs(indexer, 1)
    expect(indexer.status().headNumber).toBe(higher - 3n)
    expect(indexer.status().listRoot).toBe(world.model.root())
    for (let i = 0; i < 6; i++) await world.emit(world.model.updateEndpoint(5))
    await untilSynced(indexer, world)
    await expectLikeFresh(databaseUrl)
  })

  it('that leaves the new branch without any log takes the list back', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const rootBefore = world.model.root()
    const snapshot = await takeSnapshot()
    await world.emit(world.model.exit(5))
    await world.emit(world.model.exit(6))
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).not.toBe(rootBefore)
    await goBack(snapshot)
    await chain.mine(4, 7)
    await untilReorgs(indexer, 1)
    expect(indexer.status().listRoot).toBe(rootBefore)
    await expectLikeFresh(databaseUrl)
  })

  it('that happens while the indexer is down is found at its start', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const snapshot = await takeSnapshot()
    await world.emit(world.model.updateEndpoint(1))
    await world.emit(world.model.updateEndpoint(1))
    await untilSynced(indexer, world)
    await indexer.stop()
    await goBack(snapshot)
    for (let i = 0; i < 3; i++) await world.emit(world.model.updateEndpoint(3))
    const again = await bench.start({ databaseUrl })
    await untilReorgs(again, 1)
    await expectLikeFresh(databaseUrl)
  })

  // anvil draws a new prevrandao for each block, so the same block cannot be made twice there.
  if (name !== 'Hardhat') return

  it('back to the first branch makes its logs canonical again', async () => {
    const { indexer, databaseUrl } = await startSynced()
    const first = await takeSnapshot()
    const now = await chain.request<{ timestamp: string }>('eth_getBlockByNumber', ['latest', false])
    const at = (seconds: number) => chain.request('evm_setNextBlockTimestamp', [Number(now.timestamp) + seconds])
    // The model draws new endpoints each time; the same draw is needed to make the same block twice.
    const entries = world.model.updateEndpoint(1)
    const root = world.model.root()
    const sendFirst = async () => {
      await at(10)
      await world.emitter.emit(entries, root)
    }
    await sendFirst()
    await untilSynced(indexer, world)
    const hash = await world.blockHash(await world.headNumber())

    await goBack(first)
    const second = await takeSnapshot()
    await at(20)
    await chain.mine(1)
    await untilReorgs(indexer, 1)
    await chain.request('evm_revert', [second.id])
    await sendFirst()
    expect(await world.blockHash(await world.headNumber())).toBe(hash)
    await untilReorgs(indexer, 2)
    expect(indexer.status().listRoot).toBe(root)
    expect((await countLogs(bench.connect(databaseUrl))).orphaned).toBe(0)
    await expectLikeFresh(databaseUrl)
  })
})
