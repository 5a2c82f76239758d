import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { readUnprovenBlocks } from '../../../indexer/store/blocks.ts'
import { readChain } from '../../../indexer/store/chain.ts'
import type { Sql } from '../../../indexer/store/database.ts'
import { createRandom, type Random } from '../../../tools/model/createRandom.ts'
import { type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import type { SharedPostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { otherLogs, poolOpened } from '../support/otherLogs.ts'
import type { Entry } from '../support/registryModel.ts'
import { type IndexerBench, until, untilSynced, type World } from '../support/world.ts'
import { FAILURES, failing, LIES, lying } from './faultKinds.ts'

/** Blocks that a reorganisation replaces at most: fewer than finality is deep. */
const REORG_BLOCKS_MAX = 10
const QUIET_BLOCKS_MAX = 90
const WATCH_MS = 15

export type FaultRun = { seed: string; rounds: number; log: string[] }

/**
 * Plays a chain that lives and reorganises while, in each round, one endpoint of three lies and one fails. In the end the
 * tables are those of an index made anew.
 */
export async function runFaults(
  { cluster, bench, world }: { cluster: SharedPostgres; bench: IndexerBench; world: World },
  { seed, rounds, log }: FaultRun,
): Promise<void> {
  const random = createRandom(seed)
  const proxies = await Promise.all([1, 2, 3].map(() => startFaultyProxy(world.chain.url)))
  try {
    await world.live(4)
    const funds = { balance: 0n }
    await world.emit(poolOpened(world.emitter.network), fundsOf(world, funds, 1n))
    await world.chain.mine(random.below(QUIET_BLOCKS_MAX))
    await setFaults(world, proxies, random, log)
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    const rpcUrls = proxies.map(({ url }) => url)
    const indexer = await bench.start({ databaseUrl, rpcUrls, proveEveryMs: 50, requestTimeoutMs: 1_000 })
    const synced = () =>
      untilSynced(indexer, world).catch((error: unknown) => {
        const { state, stateReason, headNumber, seenNumber, doubt } = indexer.status()
        log.push(`status: ${state} ${stateReason} at ${headNumber}, seen ${seenNumber}, doubt ${doubt?.text}`)
        throw error
      })
    const watcher = watch(sql, world)
    for (let round = 0; round < rounds; round++) {
      await act(world, random, funds, log)
      await setFaults(world, proxies, random, log)
      if (random.chance(0.3)) await synced()
    }
    for (const proxy of proxies) proxy.setFault(null)
    await synced()
    const head = await world.headNumber()
    await until('the proof', () => indexer.status().provenNumber === head)
    await until('the proofs of logs', async () => (await readUnprovenBlocks(sql, -1n, 1)).length === 0)
    expect(indexer.status().listRoot).toBe(world.model.root())
    await watcher.stop()
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  } finally {
    await bench.stopAll()
    await Promise.all(proxies.map((proxy) => proxy.stop()))
  }
}

/** One endpoint lies, another fails, the third is honest. Which is drawn. */
async function setFaults(world: World, proxies: readonly FaultyProxy[], random: Random, log: string[]): Promise<void> {
  const first = random.below(proxies.length)
  const [liar, failer, honest] = [0, 1, 2].map((i) => proxies[(first + i) % proxies.length])
  const lie = random.pick(LIES)
  const failure = random.pick(FAILURES)
  liar?.setFault(await lying(lie, random, { chain: world.chain, accessManager: world.emitter.network.accessManager }))
  failer?.setFault(failing(failure, random))
  honest?.setFault(null)
  log.push(`endpoint ${first + 1} ${lie}, ${((first + 1) % proxies.length) + 1} ${failure}`)
}

/** Base units in the rewards pool. */
type Funds = { balance: bigint }

/** One log of each contract but the registry. */
function fundsOf(world: World, funds: Funds, amount: bigint): Entry[] {
  const logs = otherLogs(world.emitter.network, amount, funds.balance)
  funds.balance += amount
  return logs
}

/** Something happens on the chain. */
async function act(world: World, random: Random, funds: Funds, log: string[]): Promise<void> {
  const live = async () => {
    await world.live(1 + random.below(3))
    if (random.chance(0.5)) await world.emit(fundsOf(world, funds, BigInt(1 + random.below(1_000))))
  }
  if (random.chance(0.4)) {
    const goBack = await world.bookmark()
    const { balance } = funds
    const from = await world.headNumber()
    await live()
    await sleep(random.below(100))
    const depth = (await world.headNumber()) - from
    await goBack()
    funds.balance = balance
    log.push(`reorganisation of ${depth} blocks`)
    await live()
    if (depth > REORG_BLOCKS_MAX) throw new Error(`A reorganisation of ${depth} blocks is too deep for this run.`)
    // The new branch is the longer one.
    await world.chain.mine(REORG_BLOCKS_MAX)
  } else await live()
  if (random.chance(0.2)) await world.chain.mine(random.below(QUIET_BLOCKS_MAX))
}

/** Looks at what is served: a LIVE list has the root that the chain had after that very block. */
function watch(sql: Sql, world: World): { stop(): Promise<void> } {
  let isOn = true
  let looks = 0
  const run = async () => {
    while (isOn) {
      const chain = await readChain(sql)
      if (chain?.state === 'live') {
        const { head, list } = chain
        const at = { blockHash: head.hash }
        const root = await world.chain
          .request('eth_getStorageAt', [world.emitter.registry, '0x0', at])
          .catch(() => null)
        // A block of a branch that was replaced is gone.
        if (root === null) continue
        looks++
        expect({ number: head.number, root: list.root }).toEqual({ number: head.number, root })
      }
      await sleep(WATCH_MS)
    }
  }
  const done = run()
  done.catch(() => {})
  return {
    async stop() {
      isOn = false
      await done
      expect(looks).toBeGreaterThan(0)
    },
  }
}
