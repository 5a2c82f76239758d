import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { toHex } from '../../../indexer/store/database.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { dumpState } from '../support/dump.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  world = await createWorld(chain, 'history')
  await world.live(60)
  await chain.mine(80)
  await world.live(40)
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

describe('following a chain from its beginning', () => {
  it('reads history in ranges and the head block by block, to the root the chain has', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    const sql = bench.connect(databaseUrl)
    const state = await dumpState(sql)
    expect(indexer.status().listRoot).toBe(world.model.root())
    expect(state.logs).toHaveLength(indexer.status().events)
    expect(state.roots.length).toBeGreaterThan(50)
    const [chainRow] = await sql`select list_root, state, finalized_number, head_number from muster_api.chain`
    expect(toHex(chainRow?.['list_root'] as Uint8Array)).toBe(world.model.root())
    expect(chainRow?.['state']).toBe('live')
    expect(chainRow?.['finalized_number']).toBe((await world.headNumber()) - 12n)
  })

  it('follows new blocks as they come', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    await world.live(8)
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
  })

  it('resumes exactly where it was stopped, and ends with the rows of one that never stopped', async () => {
    const [stoppedUrl, steadyUrl] = [await cluster.createDatabase(), await cluster.createDatabase()]
    const first = await bench.start({ databaseUrl: stoppedUrl })
    await untilSynced(first, world)
    await first.stop()
    await world.live(8)
    const second = await bench.start({ databaseUrl: stoppedUrl })
    await untilSynced(second, world)
    expect(second.status().events).toBeLessThan(first.status().events)
    const steady = await bench.start({ databaseUrl: steadyUrl })
    await untilSynced(steady, world)
    expect(await dumpState(bench.connect(stoppedUrl))).toEqual(await dumpState(bench.connect(steadyUrl)))
  })

  it('announces each head to listeners', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl })
    await untilSynced(indexer, world)
    const heard: string[] = []
    await bench.connect(databaseUrl).listen('muster_head', (payload) => heard.push(payload))
    await world.live(1)
    const head = (await world.headNumber()).toString()
    await until('the announcement', () => heard.includes(head))
  })
})
