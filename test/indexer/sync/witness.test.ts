import type { Hex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IndexerOptions } from '../../../indexer/createIndexer.ts'
import { DOUBT_MS_MAX } from '../../../indexer/health/readiness.ts'
import { bytesToHex } from '../../../shared/bytes.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { type BlockJson, forgeBlock } from '../support/forgeBlock.ts'
import { createBench, createWorld, TEST_EPOCH_SECONDS, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
let proxies: FaultyProxy[]
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
})
beforeEach(async () => {
  world = await createWorld(chain, 'witness')
  await world.live(4)
  proxies = await Promise.all([1, 2, 3].map(() => startFaultyProxy(chain.url)))
})
afterEach(async () => {
  await bench.stopAll()
  await Promise.all(proxies.map((proxy) => proxy.stop()))
})
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

const isDown: Fault = async () => ({ status: 503 })
const blockAt = (tag: string) => chain.request<BlockJson>('eth_getBlockByNumber', [tag, false])

async function start(count: number, options: Partial<IndexerOptions> = {}) {
  const databaseUrl = await cluster.createDatabase()
  const rpcUrls = proxies.slice(0, count).map(({ url }) => url)
  const indexer = await bench.start({ databaseUrl, rpcUrls, healthPort: 0, ...options })
  await untilSynced(indexer, world)
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${indexer.port}/ready`)
    return { code: response.status, body: (await response.json()) as { reasons: string[] } }
  }
  return { databaseUrl, indexer, ready }
}

/** Tells of invented blocks on top of the block that is the newest now. */
async function inventBlocks(count: number): Promise<{ fault: Fault; asked: () => number }> {
  const forged = new Map<string, BlockJson>()
  let top = await blockAt('latest')
  for (let i = 0; i < count; i++) {
    top = forgeBlock(top)
    forged.set(top.number, top).set(top.hash, top)
  }
  let asked = 0
  const fault: Fault = (call, next) => {
    if (!call.method.startsWith('eth_getBlockBy')) return next()
    const [tag] = call.params as [string]
    if (tag === 'latest') asked++
    const block = tag === 'latest' || tag === 'finalized' ? top : forged.get(tag)
    if (block !== undefined) return Promise.resolve({ result: block })
    const isAbove = tag.length < 66 && BigInt(tag) > BigInt(top.number)
    return isAbove ? Promise.resolve({ result: null }) : next()
  }
  return { fault, asked: () => asked }
}

describe('I3: the indexer', () => {
  it('does not follow blocks that one of three endpoints invents on top of the head', async () => {
    const { indexer, databaseUrl, ready } = await start(3)
    const { fault, asked } = await inventBlocks(3)
    proxies[0]?.setFault(fault)
    await until('the invented blocks to be told', () => asked() > 2)
    expect(indexer.status().headNumber).toBe(await world.headNumber())
    await world.live(2)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ listRoot: world.model.root(), reorgs: 0, doubt: null, witnesses: 2 })
    expect(await ready()).toMatchObject({ code: 200 })
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('stops the head when one of two endpoints invents blocks, and names both after a minute', async () => {
    let skippedMs = 0
    const { indexer, ready } = await start(2, { nowMs: () => performance.now() + skippedMs })
    const held = indexer.status().headNumber
    const { fault, asked } = await inventBlocks(9)
    proxies[0]?.setFault(fault)
    await until('the invented blocks to be told', () => asked() > 2)
    await world.live(1)
    await until('the doubt', () => indexer.status().doubt?.code === 'HEADS_DISAGREE')
    expect(indexer.status().headNumber).toBe(held)
    const named = /^HEADS_DISAGREE: endpoints [12] \(provider-[12]\) and [12] \(provider-[12]\) give different blocks/
    expect((await ready()).body.reasons.filter((reason) => named.test(reason))).toEqual([])
    skippedMs = DOUBT_MS_MAX
    const { code, body } = await ready()
    expect(code).toBe(503)
    expect(body.reasons.filter((reason) => named.test(reason))).toHaveLength(1)
    proxies[0]?.setFault(null)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ doubt: null, reorgs: 0, listRoot: world.model.root() })
    expect(await ready()).toMatchObject({ code: 200 })
  })
})

describe('the head', () => {
  it('waits for a second witness, says so in /ready after a minute, and goes on when it is back', async () => {
    let skippedMs = 0
    const { indexer, ready } = await start(2, { nowMs: () => performance.now() + skippedMs })
    const held = indexer.status().headNumber
    proxies[1]?.setFault(isDown)
    await until('the doubt', () => indexer.status().doubt?.code === 'WITNESS_MISSING')
    await world.live(1)
    skippedMs = DOUBT_MS_MAX
    const { code, body } = await ready()
    expect(code).toBe(503)
    expect(body.reasons).toContain(
      'WITNESS_MISSING: two independent endpoints are needed; those that answer: 1 (provider-1)',
    )
    expect(indexer.status().headNumber).toBe(held)
    proxies[1]?.setFault(null)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ doubt: null, witnesses: 2 })
  })

  it('goes on with one witness if a second is only preferred, and is compared when it is back', async () => {
    const { indexer, databaseUrl } = await start(2, { witness: 'prefer' })
    const { fault } = await inventBlocks(2)
    const real = await world.headNumber()
    proxies[0]?.setFault(fault)
    proxies[1]?.setFault(isDown)
    await until('the invented blocks to be followed', () => indexer.status().headNumber === real + 2n)
    expect(indexer.status().witnesses).toBe(1)
    await world.live(4)
    proxies[1]?.setFault(null)
    await until('the doubt', () => indexer.status().doubt?.code === 'HEADS_DISAGREE')
    expect(indexer.status()).toMatchObject({ reorgs: 0, headNumber: real + 2n })
    proxies[0]?.setFault(null)
    await until('the second witness', () => indexer.status().witnesses === 2)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ reorgs: 1, doubt: null })
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('waits when both endpoints are of one provider', async () => {
    const databaseUrl = await cluster.createDatabase()
    const rpcUrls = proxies.slice(0, 2).map(({ url }) => url)
    const indexer = await bench.start({ databaseUrl, rpcUrls, rpcGroups: ['one', 'one'], witness: 'require' })
    await until('the doubt', () => indexer.status().doubt?.code === 'WITNESS_MISSING')
    expect(indexer.status().headNumber).toBeLessThan(await world.headNumber())
  })
})

/** Calls the block that many below the newest final. */
const finalBelow =
  (blocks: bigint): Fault =>
  async (call, next) => {
    if (call.params[0] !== 'finalized') return next()
    const newest = BigInt((await blockAt('latest')).number)
    call.params[0] = `0x${(newest - blocks).toString(16)}`
    return next()
  }

describe('an empty database', () => {
  it('does not begin at a block that only one of three endpoints gives', async () => {
    const before = world.emitter.network.accessManagerBlock - 1n
    const forged = forgeBlock(await blockAt(`0x${(before - 1n).toString(16)}`))
    let lies = 0
    proxies[0]?.setFault((call, next) => {
      if (call.method !== 'eth_getBlockByNumber' || call.params[0] !== forged.number) return next()
      lies++
      return Promise.resolve({ result: forged })
    })
    const { databaseUrl, indexer } = await start(3)
    expect(lies).toBeGreaterThan(0)
    expect(indexer.status()).toMatchObject({ state: 'live', listRoot: world.model.root() })
    const sql = bench.connect(databaseUrl)
    const [row] = await sql`select hash from muster.blocks where number = ${before.toString()}::bigint`
    expect(bytesToHex(row?.['hash'] as Uint8Array)).toBe(await world.blockHash(before))
  })
})

describe('I4: finality', () => {
  it('does not follow one endpoint that calls a block final too early', async () => {
    proxies[0]?.setFault(finalBelow(0n))
    proxies[1]?.setFault(finalBelow(6n))
    proxies[2]?.setFault(finalBelow(6n))
    await chain.mine(8)
    const { indexer, databaseUrl } = await start(3, { finalityDepth: 0n })
    const goBack = await world.bookmark()
    await world.live(3)
    await untilSynced(indexer, world)
    expect(indexer.status().finalizedNumber).toBe((await world.headNumber()) - 6n)
    await goBack()
    await world.emit(world.model.updateEndpoint(1))
    await world.live(3)
    await until('the reorg', () => indexer.status().reorgs > 0)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ state: 'live', listRoot: world.model.root() })
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('follows more than half of the endpoints', async () => {
    proxies[0]?.setFault(finalBelow(0n))
    proxies[1]?.setFault(finalBelow(2n))
    proxies[2]?.setFault(finalBelow(6n))
    const { indexer } = await start(3, { finalityDepth: 0n })
    await chain.mine(8)
    await untilSynced(indexer, world)
    expect(indexer.status().finalizedNumber).toBe((await world.headNumber()) - 2n)
  })
})

describe('I5: a reorg', () => {
  it('takes no block that an endpoint answers for the hash of another one', async () => {
    const { indexer, databaseUrl } = await start(3)
    const goBack = await world.bookmark()
    await world.live(4)
    await untilSynced(indexer, world)
    const orphans = new Map<string, BlockJson>()
    for (let number = await world.headNumber(), i = 0; i < 4; i++, number--) {
      const block = await blockAt(`0x${number.toString(16)}`)
      orphans.set(block.number, block)
    }
    const before = await blockAt('latest')
    const isFrozen: Fault = (call, next) => (call.params[0] === 'latest' ? Promise.resolve({ result: before }) : next())
    for (const proxy of proxies) proxy.setFault(isFrozen)
    await goBack()
    for (let i = 0; i < 3; i++) await world.emit(world.model.updateEndpoint(1))
    let lies = 0
    proxies[1]?.setFault(null)
    proxies[0]?.setFault(async (call, next) => {
      const answer = await next()
      if (call.method !== 'eth_getBlockByHash' || !('result' in answer)) return answer
      lies++
      const { number } = (answer.result ?? { number: '' }) as { number: Hex }
      return { result: orphans.get(number) ?? answer.result }
    })
    await until('the reorg', () => indexer.status().reorgs > 0)
    await untilSynced(indexer, world)
    expect(lies).toBeGreaterThan(0)
    expect(indexer.status().listRoot).toBe(world.model.root())
    for (const { number, hash } of orphans.values())
      if (BigInt(number) <= (await world.headNumber())) expect(await world.blockHash(BigInt(number))).not.toBe(hash)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })
})

describe('I7: the head', () => {
  it('goes on while eth_getProof hangs', async () => {
    const { indexer } = await start(1)
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    let hanging = 0
    proxies[0]?.setFault(async (call, next) => {
      if (call.method !== 'eth_getProof') return next()
      hanging++
      await held
      hanging--
      return next()
    })
    await chain.mine(1, TEST_EPOCH_SECONDS + 1)
    await until('a proof to be asked for', () => hanging > 0)
    await world.live(3)
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
    expect(hanging).toBeGreaterThan(0)
    expect(indexer.status().epochsCaptured).toBe(0)
    release()
    await until('the capture', () => indexer.status().epochsCaptured > 0)
  })
})
