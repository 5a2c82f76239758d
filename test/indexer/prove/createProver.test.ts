import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { IndexerOptions } from '../../../indexer/createIndexer.ts'
import { readProvenPoint } from '../../../indexer/store/proofs.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { beneficiaryChanged, otherLogs, poolOpened } from '../support/otherLogs.ts'
import type { Entry } from '../support/registryModel.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

/** Blocks on top of the logs: then these are read as history, range by range. */
const QUIET_BLOCKS = 120
const PROVE_EVERY_MS = 100

let cluster: SharedPostgres
let chain: TestChain
let world: World
let proxies: FaultyProxy[]
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
})
beforeEach(async () => {
  world = await createWorld(chain, 'prover')
  await world.live(6)
  await world.emit(poolOpened(world.emitter.network))
  await world.emit(otherLogs(world.emitter.network, 5n))
  await world.emit([beneficiaryChanged(world.emitter.network, 7n)], otherLogs(world.emitter.network, 8n, 5n))
  await chain.mine(QUIET_BLOCKS)
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

type LogJson = { address: string; topics: string[]; data: string; blockNumber: string; logIndex: string }

/** Changes the logs that an endpoint gives. */
const withLogs =
  (change: (logs: LogJson[]) => LogJson[]): Fault =>
  async (call, next) => {
    const answer = await next()
    if (call.method !== 'eth_getLogs' || !('result' in answer)) return answer
    return { result: change(answer.result as LogJson[]) }
  }

/** Keeps the last log of this kind back: no later one tells that it is missing. */
const withoutLast = ({ from, topics }: Entry): Fault =>
  withLogs((logs) => {
    const last = logs.findLastIndex((log) => log.address === from && log.topics[0] === topics[0])
    return logs.filter((_, index) => index !== last)
  })

async function start(count: number, options: Partial<IndexerOptions> & { isWhole?: boolean } = {}) {
  const { isWhole = true, ...rest } = options
  const databaseUrl = await cluster.createDatabase()
  const rpcUrls = proxies.slice(0, count).map(({ url }) => url)
  const indexer = await bench.start({
    databaseUrl,
    rpcUrls,
    healthPort: 0,
    proveEveryMs: PROVE_EVERY_MS,
    ...rest,
  })
  if (isWhole) await untilSynced(indexer, world)
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${indexer.port}/ready`)
    return { code: response.status, reasons: ((await response.json()) as { reasons: string[] }).reasons }
  }
  return { databaseUrl, indexer, ready }
}

describe('createProver', () => {
  it('proves the number of events of every contract when the head is reached, and again as it moves', async () => {
    const { databaseUrl, indexer } = await start(2)
    const first = await world.headNumber()
    await until('the first proof', () => indexer.status().provenNumber === first)
    const sql = bench.connect(databaseUrl)
    const eventsOf = async () => {
      const point = await readProvenPoint(sql)
      return Object.fromEntries(point?.contracts.map(({ name, events }) => [name, events]) ?? [])
    }
    const before = await eventsOf()
    expect(before).toMatchObject({ REWARDS_POOL: 2n, CONTRIBUTION_POOLS: 6n, ACCESS_MANAGER: null })
    await world.emit(world.model.updateEndpoint(1), otherLogs(world.emitter.network, 9n, 13n))
    await untilSynced(indexer, world)
    const second = await world.headNumber()
    await until('the second proof', () => indexer.status().provenNumber === second)
    const registryEvents = (before['REGISTRY'] as bigint) + BigInt(world.model.updateEndpoint(1).length)
    expect(await eventsOf()).toMatchObject({ REGISTRY: registryEvents, REWARDS_POOL: 3n, CONTRIBUTION_POOLS: 7n })
    expect(indexer.status()).toMatchObject({ countFault: null, healings: 0 })
  })

  it.each(['CONTRIBUTION_POOLS', 'REWARDS_POOL'] as const)(
    'heals the tables when one endpoint kept a log of %s back in history',
    async (contract) => {
      const [ofPools, ofRewardsPool] = otherLogs(world.emitter.network, 1n)
      const kept = contract === 'REWARDS_POOL' ? ofRewardsPool : ofPools
      proxies[0]?.setFault(withoutLast(kept as Entry))
      const { databaseUrl, indexer, ready } = await start(2)
      const head = await world.headNumber()
      await until('the proof', () => indexer.status().provenNumber === head)
      proxies[0]?.setFault(null)
      await expectLikeFresh(databaseUrl, { cluster, bench, world })
      expect(await ready()).toEqual({ code: 200, reasons: [] })
      expect(indexer.status().healings).toBe(1)
    },
  )

  it('asks the other endpoint when the fold finds that a log of the pools is missing', async () => {
    const [opened] = poolOpened(world.emitter.network)
    proxies[0]?.setFault(withoutLast(opened as Entry))
    const { databaseUrl, indexer } = await start(2)
    const head = await world.headNumber()
    await until('the proof', () => indexer.status().provenNumber === head)
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
    expect(indexer.status()).toMatchObject({ countFault: null, healings: 0 })
  })

  it('heals the tables when one endpoint invented a log in history', async () => {
    const { network } = world.emitter
    proxies[0]?.setFault(
      withLogs((logs) => {
        const real = logs.findLast(({ address }) => address === network.contributionPools)
        return real === undefined ? logs : [...logs, { ...real, logIndex: '0x63' }]
      }),
    )
    const { databaseUrl, indexer } = await start(2)
    const head = await world.headNumber()
    await until('the proof', () => indexer.status().provenNumber === head)
    expect(indexer.status().healings).toBe(1)
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('heals the tables when one endpoint has no log of the access manager, whose storage changed', async () => {
    const { network } = world.emitter
    proxies[0]?.setFault(withLogs((logs) => logs.filter(({ address }) => address !== network.accessManager)))
    const { databaseUrl, indexer } = await start(2)
    const head = await world.headNumber()
    await until('the proof', () => indexer.status().provenNumber === head)
    expect(indexer.status().healings).toBe(1)
    proxies[0]?.setFault(null)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('names the contract in /ready while no endpoint gives all logs, and heals once one does', async () => {
    const { network } = world.emitter
    proxies[0]?.setFault(withoutLast(beneficiaryChanged(network, 1n)))
    const { databaseUrl, indexer, ready } = await start(1, { isWhole: false })
    await until('the fault', () => indexer.status().countFault)
    const { code, reasons } = await ready()
    expect(code).toBe(503)
    expect(reasons).toContain('CONTRIBUTION_POOLS counts 6 events, the tables have 5')
    proxies[0]?.setFault(null)
    await until('the healing', () => indexer.status().healings === 1)
    await untilSynced(indexer, world)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('believes no proof that does not hold, and asks the next endpoint', async () => {
    const forge: Fault = async (call, next) => {
      const answer = await next()
      if (call.method !== 'eth_getProof' || !('result' in answer)) return answer
      const proof = answer.result as { storageProof: { proof: string[] }[] }
      const nodes = proof.storageProof[0]?.proof ?? []
      const last = nodes.at(-1)
      if (last !== undefined) nodes[nodes.length - 1] = `${last.slice(0, -2)}${last.endsWith('00') ? '01' : '00'}`
      return answer
    }
    proxies[0]?.setFault(forge)
    const { indexer } = await start(2)
    const head = await world.headNumber()
    await until('the proof', () => indexer.status().provenNumber === head)
    expect(indexer.status()).toMatchObject({ countFault: null, healings: 0 })
  })

  it('goes back behind a reorganisation', async () => {
    const goBack = await world.bookmark()
    await world.live(3)
    await world.emit(otherLogs(world.emitter.network, 10n, 13n))
    const { databaseUrl, indexer } = await start(1)
    await until('the proof', async () => indexer.status().provenNumber === (await world.headNumber()))
    await goBack()
    await world.emit(world.model.updateEndpoint(1), [beneficiaryChanged(world.emitter.network, 11n)])
    await world.live(4)
    await untilSynced(indexer, world)
    await until('the proof of the new chain', async () => indexer.status().provenNumber === (await world.headNumber()))
    expect(indexer.status()).toMatchObject({ countFault: null, healings: 0 })
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })
})
