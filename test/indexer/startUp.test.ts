import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createIndexer } from '../../indexer/createIndexer.ts'
import { awayCode } from '../../indexer/migrateWhenThere.ts'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { freePort } from '../../tools/support/freePort.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { startTcpProxy, type TcpProxy } from '../helpers/tcpProxy.ts'
import { createBench, createWorld, until, untilSynced, type World } from './support/world.ts'

/** Blocks without logs, and the most that one answer spans in the test that counts ranges. */
const QUIET_BLOCKS = 400
const RANGE_BLOCKS_MAX = 30n

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)
const proxies: (FaultyProxy | TcpProxy)[] = []

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain({ initialTimestamp: 1_600_000_000 })])
  world = await createWorld(chain, 'start-up')
  await world.live(4)
  await chain.mine(QUIET_BLOCKS)
  await world.live(4)
})
afterEach(async () => {
  await bench.stopAll()
  for (const proxy of proxies.splice(0)) await proxy.stop()
})
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

async function serve(port = 0): Promise<FaultyProxy> {
  const proxy = await startFaultyProxy(chain.url, port)
  proxies.push(proxy)
  return proxy
}

const reasonsOf = async (port: number | undefined): Promise<string[]> => {
  const response = await fetch(`http://127.0.0.1:${port}/ready`)
  return ((await response.json()) as { reasons: string[] }).reasons
}

/** Starts without waiting for it, with a health server whose port is known. */
async function startLate(options: { databaseUrl: string; rpcUrls: string[] }) {
  const healthPort = await freePort()
  const started = bench.start({ ...options, healthPort })
  started.catch(() => {})
  await until('the health server', () => reasonsOf(healthPort).catch(() => undefined))
  return { started, healthPort }
}

describe('createIndexer', () => {
  it('waits and says so when no endpoint is there at start, and follows the chain once one is', async () => {
    const port = await freePort()
    const databaseUrl = await cluster.createDatabase()
    const { started, healthPort } = await startLate({ databaseUrl, rpcUrls: [`http://127.0.0.1:${port}`] })
    await until('/ready to tell', async () =>
      (await reasonsOf(healthPort)).some((reason) => reason.includes('eth_chainId failed at endpoint 1')),
    )
    await serve(port)
    await untilSynced(await started, world)
    expect(await reasonsOf(healthPort)).toEqual([])
    const metrics = await (await fetch(`http://127.0.0.1:${healthPort}/metrics`)).text()
    // The test chain keeps the state of all its blocks, number 0 included.
    const window = (await world.headNumber()) + 1n
    expect(metrics).toContain(`muster_indexer_rpc_proof_window_blocks{endpoint="1"} ${window}\n`)
  })

  it('waits and says so when Postgres is not there at start, and migrates once it is', async () => {
    const databaseUrl = new URL(await cluster.createDatabase())
    const target = Number(databaseUrl.port)
    const port = await freePort()
    databaseUrl.port = String(port)
    const { started, healthPort } = await startLate({ databaseUrl: databaseUrl.href, rpcUrls: [chain.url] })
    await until('/ready to tell', async () =>
      (await reasonsOf(healthPort)).some((reason) => reason.includes('the database is not there (ECONNREFUSED)')),
    )
    proxies.push(await startTcpProxy(target, port))
    await untilSynced(await started, world)
  })

  it('ends at once when it is stopped while it waits at start', async () => {
    const indexer = createIndexer({
      databaseUrl: await cluster.createDatabase(),
      rpcUrls: [`http://127.0.0.1:${await freePort()}`],
      chainId: BigInt(chain.chainId),
      ...world.emitter.network,
    })
    const started = indexer.start()
    const outcome = expect(started).rejects.toThrow('The indexer is stopping.')
    await indexer.stop()
    await outcome
    await indexer.ended
  })

  it('throws when the settings of the database are wrong', async () => {
    const databaseUrl = new URL(await cluster.createDatabase())
    databaseUrl.pathname = '/no_such_database'
    await expect(bench.start({ databaseUrl: databaseUrl.href })).rejects.toMatchObject({ code: '3D000' })
  })

  it('leaves BACKFILLING when a quarter of all calls fails', async () => {
    // A fixed sequence (a linear congruence), so that a failure can be seen again.
    let seed = 20_261_201
    const quarter: Fault = async (call, next) => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
      const [{ fromBlock = '0x0', toBlock = '0x0' } = {}] = call.params as [{ fromBlock?: string; toBlock?: string }?]
      const isWide = call.method === 'eth_getLogs' && BigInt(toBlock) - BigInt(fromBlock) >= RANGE_BLOCKS_MAX
      return isWide || seed / 2 ** 32 < 0.25 ? { error: { code: -32_000, message: 'internal error' } } : next()
    }
    const proxy = await serve()
    proxy.setFault(quarter)
    const indexer = await bench.start({ databaseUrl: await cluster.createDatabase(), rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
    expect(proxy.calls.get('eth_getLogs'), 'seed 20261201').toBeLessThan(120)
  })

  it('follows the chain when the preferred endpoint accepts calls and never answers', async () => {
    const [first, second, third] = [await serve(), await serve(), await serve()]
    const rpcUrls = [first.url, second.url, third.url]
    const indexer = await bench.start({ databaseUrl: await cluster.createDatabase(), rpcUrls })
    await untilSynced(indexer, world)
    first.setFault(() => new Promise<never>(() => {}))
    await world.live(1)
    const startedAt = performance.now()
    await untilSynced(indexer, world)
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })

  it('names the field in /ready when no header can be encoded', async () => {
    const proxy = await serve()
    const indexer = await bench.start({
      databaseUrl: await cluster.createDatabase(),
      rpcUrls: [proxy.url],
      healthPort: 0,
    })
    await untilSynced(indexer, world)
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (!call.method.startsWith('eth_getBlockBy') || !('result' in answer) || answer.result === null) return answer
      const { baseFeePerGas: _, ...block } = answer.result as Record<string, unknown>
      return { result: { ...block, newField: '0x5' } }
    })
    await world.live(1)
    await until('/ready to name the field', async () =>
      (await reasonsOf(indexer.port)).some(
        (reason) => reason.includes('cannot be encoded') && reason.includes('newField'),
      ),
    )
    proxy.setFault(null)
    await untilSynced(indexer, world)
    expect(await reasonsOf(indexer.port)).toEqual([])
  })
})

describe('awayCode', () => {
  it.each([
    ['ECONNREFUSED', true],
    ['CONNECT_TIMEOUT', true],
    ['57P03', true],
    ['53300', true],
    ['08006', true],
    ['28P01', false],
    ['3D000', false],
    ['42501', false],
  ])('tells a server that is away from wrong settings by the code %s', (code, isAway) => {
    expect(awayCode(Object.assign(new Error('no'), { code }))).toBe(isAway ? code : undefined)
  })
})
