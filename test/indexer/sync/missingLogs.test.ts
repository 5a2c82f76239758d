import { getAbiItem, toEventSelector } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { imitateInBloom } from '../support/imitateInBloom.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

const REGISTRY_TOPIC = toEventSelector(getAbiItem({ abi: serviceNodeRegistryAbi, name: 'ListChanged' }))

type Receipts = readonly { readonly logs: unknown }[]

let cluster: SharedPostgres
let chain: TestChain
let world: World
let proxy: FaultyProxy
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startAnvil()])
  proxy = await startFaultyProxy(chain.url)
  world = await createWorld(chain, 'missing logs')
  await world.live(4)
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

/** No logs by hash of a block. `receipts`: what becomes of those of a block; an error unless told. */
const hideLogs =
  (receipts?: (all: Receipts) => Receipts): Fault =>
  async (call, next) => {
    const [filter] = call.params as [{ blockHash?: string }]
    if (call.method === 'eth_getLogs' && filter.blockHash !== undefined) return { result: [] }
    if (call.method !== 'eth_getBlockReceipts') return next()
    const answer = await next()
    if (receipts === undefined || !('result' in answer)) return { error: { code: -32_601, message: 'not found' } }
    return { result: receipts(answer.result as Receipts) }
  }

describe('a block whose bloom filter says that the registry logged, and whose logs nobody shows,', () => {
  it.each([
    ['nor its receipts', undefined],
    ['with receipts that lack them', (all: Receipts) => all.map((receipt) => ({ ...receipt, logs: [] }))],
    ['with no receipts', () => []],
  ])('holds the cursor, %s, and is caught up with later', async (_, receipts) => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    const { headNumber, logsRechecked } = indexer.status()
    proxy.setFault(hideLogs(receipts))
    await world.live(1)
    await until('a second round of questions', () => indexer.status().logsRechecked > logsRechecked + 1)
    expect(indexer.status().headNumber).toBe(headNumber)
    expect(proxy.calls.get('eth_getBlockReceipts')).toBeGreaterThan(0)
    proxy.setFault(null)
    await untilSynced(indexer, world)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('is read from its receipts, whose root is in the header', async () => {
    const databaseUrl = await cluster.createDatabase()
    const indexer = await bench.start({ databaseUrl, rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    proxy.setFault(hideLogs((all) => all))
    await world.live(2)
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('is passed where its receipts prove that a stranger made it look so', async () => {
    const indexer = await bench.start({ databaseUrl: await cluster.createDatabase(), rpcUrls: [proxy.url] })
    await untilSynced(indexer, world)
    const { logsRechecked, events } = indexer.status()
    const asked = proxy.calls.get('eth_getBlockReceipts') ?? 0
    await imitateInBloom(chain, { address: world.emitter.registry, topic: REGISTRY_TOPIC })
    await untilSynced(indexer, world)
    expect(indexer.status()).toMatchObject({ logsRechecked: logsRechecked + 1, events })
    expect(proxy.calls.get('eth_getBlockReceipts')).toBe(asked + 1)
    await world.live(1)
    await untilSynced(indexer, world)
  })
})
