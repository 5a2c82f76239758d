import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ChainIdMismatchError } from '../../../indexer/rpc/errors.ts'
import { countLogs } from '../../../indexer/store/logs.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { createBench, createWorld, TEST_FINALITY_DEPTH, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
let proxy: FaultyProxy
let finalNumber: bigint
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  proxy = await startFaultyProxy(chain.url)
  world = await createWorld(chain, 'faults')
  await world.live(40)
  await chain.mine(80)
  finalNumber = (await world.headNumber()) - TEST_FINALITY_DEPTH
})
afterEach(async () => {
  proxy.setFault(null)
  await bench.stopAll()
})
afterAll(async () => {
  await proxy?.stop()
  await chain?.stop()
  await cluster?.stop()
})

type LogFilter = { fromBlock?: string; toBlock?: string; blockHash?: string }
const filterOf = (call: { method: string; params: unknown[] }) =>
  call.method === 'eth_getLogs' ? (call.params[0] as LogFilter) : undefined
const isHeadLogs = (call: { method: string; params: unknown[] }) => filterOf(call)?.blockHash !== undefined

describe('an endpoint that is behind', () => {
  it('rolls nothing back: a lower head is not a reorg', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    const head = indexer.status().headNumber
    const lag: Fault = (call, next) => {
      if (call.method === 'eth_getBlockByNumber' && call.params[0] === 'latest')
        call.params[0] = `0x${(head - 5n).toString(16)}`
      return next()
    }
    proxy.setFault(lag)
    const looks = proxy.calls.get('eth_getBlockByNumber') ?? 0
    await until('ten more looks', () => (proxy.calls.get('eth_getBlockByNumber') ?? 0) > looks + 20)
    expect(indexer.status()).toMatchObject({ headNumber: head, reorgs: 0, seenNumber: head - 5n, reorgOpen: false })
    expect((await countLogs(bench.connect(databaseUrl))).orphaned).toBe(0)
    proxy.setFault(null)
    await world.live(1)
    await untilSynced(indexer, world)
    expect(indexer.status().reorgs).toBe(0)
  })
})

describe('an endpoint that keeps logs back', () => {
  const hideHeadLogs = (times: number): Fault => {
    let hidden = 0
    return async (call, next) => (isHeadLogs(call) && hidden++ < times ? { result: [] } : next())
  }

  it('is asked again when the bloom filter contradicts it', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    const { logsRechecked } = indexer.status()
    proxy.setFault(hideHeadLogs(1))
    await world.live(1)
    await untilSynced(indexer, world)
    expect(indexer.status().logsRechecked).toBe(logsRechecked + 1)
    expect(indexer.status().listRoot).toBe(world.model.root())
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('gives way to two other endpoints', async () => {
    const databaseUrl = await cluster.createDatabase()
    proxy.setFault(hideHeadLogs(Number.POSITIVE_INFINITY))
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url, chain.url, chain.url] })
    await world.live(2)
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
  })

  it('in history is found out by the next root, and the range read again elsewhere', async () => {
    const databaseUrl = await cluster.createDatabase()
    let dropped = 0
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (filterOf(call)?.fromBlock === undefined || !('result' in answer)) return answer
      const logs = answer.result as object[]
      dropped++
      return { result: logs.filter((_, i) => i !== 7) }
    })
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url, chain.url] })
    await untilSynced(indexer, world)
    expect(dropped).toBeGreaterThan(0)
    expect(indexer.status().listRoot).toBe(world.model.root())
    proxy.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('cannot hide them by emptying the bloom filter: the header would not give its hash', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    const head = indexer.status().headNumber
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (!call.method.startsWith('eth_getBlockBy') || !('result' in answer) || answer.result === null) return answer
      return { result: { ...(answer.result as object), logsBloom: `0x${'00'.repeat(256)}` } }
    })
    await world.live(1)
    const looks = proxy.calls.get('eth_getBlockByNumber') ?? 0
    await until('some looks', () => (proxy.calls.get('eth_getBlockByNumber') ?? 0) > looks + 3)
    expect(indexer.status().headNumber).toBe(head)
    proxy.setFault(null)
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
  })
})

describe('an endpoint that lies about the chain', () => {
  it('does not roll anything back while another still has our block', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url, chain.url] })
    await untilSynced(indexer, world)
    const head = indexer.status().headNumber
    let lies = 0
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (call.method !== 'eth_getBlockByNumber' || !('result' in answer)) return answer
      const block = answer.result as { number: string; hash: string } | null
      if (block === null || BigInt(block.number) !== head) return answer
      lies++
      return { result: { ...block, hash: `0x${'ab'.repeat(32)}` } }
    })
    await until('the lie to be told', () => lies > 0)
    proxy.setFault(null)
    await world.live(1)
    await untilSynced(indexer, world)
    expect(indexer.status().reorgs).toBe(0)
    expect((await countLogs(bench.connect(databaseUrl))).orphaned).toBe(0)
  })
})

describe('/ready', () => {
  it('says no while a reorg is being worked in, and yes after it', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url], healthPort: 0 })
    await untilSynced(indexer, world)
    const ready = async () => {
      const response = await fetch(`http://127.0.0.1:${indexer.port}/ready`)
      return { code: response.status, body: (await response.json()) as { reasons: string[] } }
    }
    expect(await ready()).toMatchObject({ code: 200, body: { reasons: [] } })
    const goBack = await world.bookmark()
    await world.live(1)
    await untilSynced(indexer, world)
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let isHeld = false
    proxy.setFault(async (call, next) => {
      if (isHeadLogs(call)) {
        isHeld = true
        await held
      }
      return next()
    })
    await goBack()
    await world.live(1)
    await until('the new branch to be asked for', () => isHeld)
    expect(await ready()).toMatchObject({ code: 503, body: { reasons: ['a reorg is being worked in'] } })
    release()
    await untilSynced(indexer, world)
    expect(indexer.status().reorgs).toBe(1)
    await until('readiness', async () => (await ready()).code === 200)
  })
})

describe('an endpoint with limits and accidents', () => {
  it.each([
    ['an error', undefined, async () => ({ error: { code: -32_000, message: 'query returned more than it may' } })],
    [
      'error -32005',
      undefined,
      async () => ({ error: { code: -32_005, message: 'query returned more than 40 results' } }),
    ],
    ['error -32005 in no words', undefined, async () => ({ error: { code: -32_005, message: 'limit exceeded' } })],
    ['status 403', undefined, async () => ({ status: 403 })],
    ['status 429', undefined, async () => ({ status: 429 })],
    ['status 413', undefined, async () => ({ status: 413 })],
    ['status 500', undefined, async () => ({ status: 500 })],
    ['nonsense', undefined, async () => ({ result: 'lots of logs' })],
    ['silence', 1_000, () => new Promise<never>(() => {})],
  ])('that answers wide ranges with %s is asked for narrower ones', async (_, requestTimeoutMs, refuse) => {
    const databaseUrl = await cluster.createDatabase()
    let widest = 0n
    proxy.setFault((call, next) => {
      const filter = filterOf(call)
      if (filter?.fromBlock === undefined || filter.toBlock === undefined) return next()
      const width = BigInt(filter.toBlock) - BigInt(filter.fromBlock) + 1n
      if (width > 40n) return refuse()
      if (width > widest) widest = width
      return next()
    })
    const indexer = await bench.start({
      databaseUrl,
      rpcUrls: [proxy.url],
      ...(requestTimeoutMs ? { requestTimeoutMs } : {}),
    })
    await untilSynced(indexer, world)
    expect(widest).toBeGreaterThan(10n)
    expect(indexer.status().finalizedNumber).toBeGreaterThanOrEqual(finalNumber)
    expect(indexer.status().listRoot).toBe(world.model.root())
  })

  it('that cuts, refuses, empties and shuffles answers at random still gives the right rows', async () => {
    const databaseUrl = await cluster.createDatabase()
    // A fixed sequence (a linear congruence), so that a failure can be seen again.
    let seed = 20_261_122
    const random = () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return seed / 0x80000000
    }
    let faults = 0
    proxy.setFault(async (call, next) => {
      const dice = random()
      if (dice < 0.25) faults++
      if (dice < 0.05) return 'cut'
      if (dice < 0.1) return { status: 503 }
      if (dice < 0.15) return { error: { code: -32_005, message: 'too many requests' } }
      if (dice < 0.2 && call.method.startsWith('eth_getBlock')) return { result: null }
      const answer = await next()
      if (dice < 0.25 && filterOf(call) !== undefined && 'result' in answer)
        return { result: (answer.result as object[]).toReversed() }
      return answer
    })
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url, proxy.url] })
    for (let i = 0; i < 6; i++) {
      await world.live(1)
      await untilSynced(indexer, world)
    }
    expect(faults, 'seed 20261122').toBeGreaterThan(5)
    proxy.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('is replaced by the next one while it is away, and its numbers are told', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({
      databaseUrl,
      rpcUrls: ['http://127.0.0.1:9', chain.url],
      witness: 'prefer',
      healthPort: 0,
    })
    await untilSynced(indexer, world)
    const metrics = await (await fetch(`http://127.0.0.1:${indexer.port}/metrics`)).text()
    expect(metrics).toMatch(/muster_indexer_rpc_failures_total\{endpoint="1"\} [1-9]/)
    expect(metrics).toMatch(/muster_indexer_rpc_failures_total\{endpoint="2"\} 0/)
    expect(metrics).toMatch(/muster_indexer_rpc_calls_total\{endpoint="2",method="eth_getBlockByNumber"\} [1-9]/)
    expect(metrics).toMatch(/# TYPE muster_indexer_rpc_calls_last_hour gauge\n/)
    expect(metrics).not.toContain('127.0.0.1')
  })
})

describe('an endpoint of another chain', () => {
  it('is refused at the start', async () => {
    const databaseUrl = await cluster.createDatabase()
    await expect(bench.start({ databaseUrl, chainId: 1n })).rejects.toThrow(ChainIdMismatchError)
  })

  it('is refused even where another endpoint is right', async () => {
    const databaseUrl = await cluster.createDatabase()
    proxy.setFault((call, next) => (call.method === 'eth_chainId' ? Promise.resolve({ result: '0x5' }) : next()))
    await expect(bench.start({ databaseUrl, rpcUrls: [chain.url, proxy.url] })).rejects.toThrow(
      'Endpoint 2 serves chain 5, not 31337.',
    )
  })
})
