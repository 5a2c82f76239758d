import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

/** More than the blocks and the seconds by which endpoints may differ. */
const STALL_BLOCKS = 40

let cluster: SharedPostgres
let chain: TestChain
let world: World
let first: FaultyProxy
let second: FaultyProxy
const bench = createBench(() => world)

beforeAll(async () => {
  // Its newest block is years old by the clock of the machine: only the endpoints are compared with each other.
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain({ initialTimestamp: 1_600_000_000 })])
  world = await createWorld(chain, 'stalled')
  await world.live(4)
})
beforeEach(async () => {
  ;[first, second] = await Promise.all([startFaultyProxy(chain.url), startFaultyProxy(chain.url)])
})
afterEach(async () => {
  await bench.stopAll()
  await Promise.all([first.stop(), second.stop()])
})
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

const isBlock = (call: { method: string }) => call.method === 'eth_getBlockByNumber'

/** Answers, but knows nothing above `number`. */
const standStillAt =
  (number: bigint): Fault =>
  (call, next) => {
    const [tag] = call.params
    if (!isBlock(call)) return next()
    if (tag === 'latest' || tag === 'finalized') call.params[0] = `0x${number.toString(16)}`
    else if (BigInt(tag as string) > number) return Promise.resolve({ result: null })
    return next()
  }

async function start(rpcUrls: string[]) {
  const indexer = await bench.start({ databaseUrl: await cluster.createDatabase(), rpcUrls, healthPort: 0 })
  await untilSynced(indexer, world)
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${indexer.port}/ready`)
    return { code: response.status, body: (await response.json()) as { reasons: string[] } }
  }
  return { indexer, ready }
}

describe('an endpoint that answers, but stands still', () => {
  it('gives way to two others, and goes first again once it caught up', async () => {
    const { indexer, ready } = await start([first.url, second.url, chain.url])
    const stalledAt = await world.headNumber()
    first.setFault(standStillAt(stalledAt))
    await chain.mine(STALL_BLOCKS, 1)
    await world.live(1)
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ listRoot: world.model.root(), reorgs: 0 })
    expect(await ready()).toMatchObject({ code: 200 })

    first.setFault(null)
    const asked = first.calls.get('eth_getLogs')
    await until('the first endpoint to be followed again', async () => {
      await world.live(1)
      await untilSynced(indexer, world)
      return first.calls.get('eth_getLogs') !== asked
    })
  })

  it('makes /ready say no where the other tells of newer blocks and cannot be followed', async () => {
    const { indexer, ready } = await start([first.url, second.url])
    const stalledAt = await world.headNumber()
    first.setFault(standStillAt(stalledAt))
    second.setFault((call, next) =>
      isBlock(call) && call.params[0] === 'latest'
        ? next()
        : Promise.resolve({ error: { code: -32_000, message: 'no' } }),
    )
    await chain.mine(STALL_BLOCKS, 1)
    // A comparison while these blocks are made tells of less.
    const told = `other endpoints are ${STALL_BLOCKS} blocks and ${STALL_BLOCKS} s further`
    await until('/ready to say no', async () => {
      const { code, body } = await ready()
      return code === 503 && body.reasons.includes(told)
    })
    expect(indexer.status().headNumber).toBe(stalledAt)
  })
})

describe('an endpoint that claims blocks which no other has', () => {
  it('is neither preferred nor able to make /ready say no, among three', async () => {
    let finalityAsked = 0
    second.setFault(async (call, next) => {
      const answer = await next()
      if (!isBlock(call) || !('result' in answer)) return answer
      if (call.params[0] === 'finalized') finalityAsked++
      if (call.params[0] !== 'latest') return answer
      return { result: { ...(answer.result as object), number: '0xffffff', timestamp: '0xffffffff' } }
    })
    const { indexer, ready } = await start([chain.url, first.url, second.url])
    await until('a comparison', () => indexer.status().newest)
    await until('its examination, which asks once', () => finalityAsked === 1)
    await world.live(1)
    await untilSynced(indexer, world)
    expect(indexer.status().newest?.number).toBeLessThanOrEqual(await world.headNumber())
    expect(await ready()).toMatchObject({ code: 200 })
    expect(finalityAsked).toBe(1)
  })
})

describe('a chain that stands still', () => {
  it('leaves /ready at yes: all endpoints have the same newest block', async () => {
    const { indexer, ready } = await start([first.url, second.url])
    await until('a comparison', () => indexer.status().newest)
    expect(await ready()).toMatchObject({ code: 200, body: { reasons: [] } })
  })
})
