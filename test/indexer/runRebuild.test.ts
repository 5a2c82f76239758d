import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { runNode } from '../helpers/runNode.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { dumpState } from './support/dump.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { createBench, createWorld, until, untilSynced, type World } from './support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  world = await createWorld(chain, 'rebuild by the command line')
  await world.live(12)
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

describe("the indexer's rebuild", () => {
  it('waits for the indexer to stop, and folds to the rows it had', async () => {
    const DATABASE_URL = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl: DATABASE_URL })
    await untilSynced(indexer, world)
    const busy = await runNode('indexer/main.ts', ['rebuild', '--wait', '1'], { DATABASE_URL })
    expect(busy.code).toBe(1)
    expect(busy.output).toMatch(
      /^waiting up to 1 s for the indexers to stop …\nAnother process was the writer of this database for 1 s\.\nStop every indexer on it, then try again\. \[WRITER_BUSY\]\n$/,
    )
    await indexer.stop()

    const sql = bench.connect(DATABASE_URL)
    const before = await dumpState(sql)
    await sql`update muster.service_nodes set rpc_port = 1 where to_block = 9223372036854775807 and leaf_index = 0`
    expect(await dumpState(sql)).not.toEqual(before)
    const rebuilt = await runNode('indexer/main.ts', ['rebuild'], { DATABASE_URL })
    expect(rebuilt.code, rebuilt.output).toBe(0)
    const { length } = before.logs
    expect(rebuilt.output).toMatch(new RegExp(`logs ${length}/${length}\n`))
    expect(rebuilt.output).toContain(
      [
        'Rebuilt.\n',
        `  logs               ${length}`,
        `  versions of nodes  ${before.states['serviceNodes']?.length}`,
        `  list roots         ${before.roots.length}\n`,
      ].join('\n'),
    )
    expect(await dumpState(sql)).toEqual(before)
  })

  it('heals a database whose final blocks the chain gave up', async () => {
    const DATABASE_URL = await cluster.createDatabase()
    const back = await world.bookmark()
    const number = await world.headNumber()
    await world.live(8)
    const indexer = await bench.start({ databaseUrl: DATABASE_URL, finalityDepth: 4n })
    await untilSynced(indexer, world)
    await back()
    await world.live(9)
    await until('the loud stop', () => indexer.status().state === 'stale')
    await indexer.stop()

    const healed = await runNode('indexer/main.ts', ['rebuild', '--above-block', String(number)], { DATABASE_URL })
    expect(healed.code, healed.output).toBe(0)
    await untilSynced(await bench.start({ databaseUrl: DATABASE_URL, finalityDepth: 4n }), world)
    await expectLikeFresh(DATABASE_URL, { cluster, bench, world, options: { finalityDepth: 4n } })
  })

  it.each([
    [['--above-block', '-1'], 'postgres://localhost/x', /--above-block/],
    [['--wait', '0'], 'postgres://localhost/x', /--wait must be a whole number from 1 to 3600/],
    [[], '', /DATABASE_URL is not set\./],
    [[], 'mysql://u:secret@localhost/x', /DATABASE_URL is invalid\./],
  ])('refuses %j on %j', async (args, DATABASE_URL, expected) => {
    const { code, output } = await runNode('indexer/main.ts', ['rebuild', ...args], { DATABASE_URL })
    expect(code).toBe(1)
    expect(output).toMatch(expected)
    expect(output).not.toContain('secret')
  })

  it('has nothing to fold in an empty database', async () => {
    const DATABASE_URL = await cluster.createDatabase()
    const { code, output } = await runNode('indexer/main.ts', ['rebuild'], { DATABASE_URL })
    expect(code).toBe(1)
    expect(output).toContain('The tables cannot be rebuilt: the database is empty. [REBUILD_IMPOSSIBLE]\n')
  })
})
