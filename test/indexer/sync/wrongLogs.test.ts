import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { countLogs } from '../../../indexer/store/logs.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { encodeEvent } from '../support/registryModel.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
let proxies: FaultyProxy[]
const bench = createBench(() => world)

async function prepare(startChain: () => Promise<TestChain>): Promise<void> {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startChain()])
  world = await createWorld(chain, 'wrong logs')
  await world.live(4)
  proxies = await Promise.all([1, 2, 3].map(() => startFaultyProxy(chain.url)))
}
afterEach(async () => {
  await bench.stopAll()
  await Promise.all(proxies.map((proxy) => proxy.stop()))
  await chain?.stop()
})
afterAll(() => cluster?.stop())

type Log = { topics: string[]; data: string }

/** Changes the logs of a block asked for by its hash. */
const changeLogs =
  (change: (logs: Log[]) => Log[]): Fault =>
  async (call, next) => {
    const answer = await next()
    const isOfBlock =
      call.method === 'eth_getLogs' && (call.params[0] as { blockHash?: string }).blockHash !== undefined
    return isOfBlock && 'result' in answer ? { result: change(answer.result as Log[]) } : answer
  }

const NO_ADDRESS = `0x${'00'.repeat(20)}` as const
const topicOf = (eventName: 'OwnerProposed' | 'ExitRequested'): string => {
  const args = { nodeId: 1, by: NO_ADDRESS, exitDueAt: 0, pendingOwner: NO_ADDRESS, owner: NO_ADDRESS }
  return encodeEvent({ eventName, args }).topics[0] ?? ''
}
const dropsLast = changeLogs((logs) => logs.slice(0, -1))
const dropsUnlisted = changeLogs((logs) =>
  logs.filter(({ topics }) => ![topicOf('OwnerProposed'), topicOf('ExitRequested')].includes(topics[0] ?? '')),
)
const changesData = changeLogs((logs) =>
  logs.map((log) => (log.data.length > 2 ? { ...log, data: `${log.data.slice(0, -2)}ff` } : log)),
)

async function start(count: number) {
  const databaseUrl = await cluster.createDatabase()
  const indexer = await bench.start({ databaseUrl, rpcUrls: proxies.slice(0, count).map(({ url }) => url) })
  await untilSynced(indexer, world)
  return { databaseUrl, indexer }
}

/** Two blocks whose events the list root does not cover, and one whose events it does. */
async function liveOn(): Promise<void> {
  await world.emit(world.model.proposeOwner(1), world.model.requestExit(1))
  await world.emit(world.model.updateEndpoint(1), world.model.proposeOwner(1))
}

describe('the indexer', () => {
  it.each([
    ['I1: leaves one log of a block out', dropsLast],
    ['I2: leaves OwnerProposed and ExitRequested out', dropsUnlisted],
    ['changes the data', changesData],
  ])('takes the logs of the receipts when its only endpoint %s', async (_, fault) => {
    await prepare(startAnvil)
    const { indexer, databaseUrl } = await start(1)
    proxies[0]?.setFault(fault)
    await liveOn()
    await untilSynced(indexer, world)
    expect(indexer.status().listRoot).toBe(world.model.root())
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  // Hardhat serves no receipts of a block.
  it('takes the logs of two endpoints when a third one lies and there are no receipts', async () => {
    await prepare(startHardhatChain)
    const { indexer, databaseUrl } = await start(3)
    proxies[0]?.setFault(dropsUnlisted)
    await liveOn()
    await untilSynced(indexer, world)
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('stops the head when two endpoints give different logs and there are no receipts', async () => {
    await prepare(startHardhatChain)
    const { indexer, databaseUrl } = await start(2)
    const { headNumber } = indexer.status()
    const { canonical } = await countLogs(bench.connect(databaseUrl))
    let lies = 0
    proxies[0]?.setFault((call, next) => {
      if (call.method === 'eth_getLogs') lies++
      return dropsUnlisted(call, next)
    })
    await liveOn()
    await until('two lies', () => lies > 1)
    expect(indexer.status().headNumber).toBe(headNumber)
    expect((await countLogs(bench.connect(databaseUrl))).canonical).toBe(canonical)
    proxies[0]?.setFault(null)
    await untilSynced(indexer, world)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })
})
