import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readChain } from '../../indexer/store/chain.ts'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { freePort } from '../../tools/support/freePort.ts'
import { type FaultyProxy, startFaultyProxy } from '../helpers/faultyProxy.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { expectLikeFresh } from './support/expectLikeFresh.ts'
import { createBench, createWorld, until, type World } from './support/world.ts'

const MAIN = fileURLToPath(new URL('../../indexer/main.ts', import.meta.url))

let cluster: SharedPostgres
let chain: TestChain
let proxy: FaultyProxy
let world: World
const bench = createBench(() => world)
const children = new Set<ChildProcess>()

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  proxy = await startFaultyProxy(chain.url)
  world = await createWorld(chain, 'kill')
  await world.live(24)
  await chain.mine(66)
  await world.live(10)
})
afterEach(async () => {
  proxy.setFault(null)
  for (const child of children) child.kill('SIGKILL')
  await bench.stopAll()
})
afterAll(async () => {
  await proxy?.stop()
  await chain?.stop()
  await cluster?.stop()
})

type Run = { child: ChildProcess; lines: string[]; exited: Promise<{ code: number | null; signal: string | null }> }

/** The indexer as its own process, as in production. */
function run(databaseUrl: string, env: Record<string, string> = {}): Run {
  const { network } = world.emitter
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
      DATABASE_URL: databaseUrl,
      RPC_URLS: proxy.url,
      REGISTRY_ADDRESS: network.registry,
      DEPLOY_BLOCK: network.deployBlock.toString(),
      CONTRIBUTION_POOLS_ADDRESS: network.contributionPools,
      ACCESS_MANAGER_ADDRESS: network.accessManager,
      ACCESS_MANAGER_BLOCK: network.accessManagerBlock.toString(),
      CHAIN_ID: String(chain.chainId),
      INDEXER_PORT: '0',
      FINALITY_DEPTH: '12',
      POLL_INTERVAL_MS: '20',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line))
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once('close', (code, signal) => {
      children.delete(child)
      resolve({ code, signal })
    })
  })
  return { child, lines, exited }
}

async function portOf({ lines }: Run): Promise<number> {
  const line = await until('the port', () => lines.find((entry) => entry.includes('"msg":"indexer listening"')))
  return (JSON.parse(line) as { port: number }).port
}

async function untilReady(process: Run): Promise<void> {
  const port = await portOf(process)
  const head = (await world.headNumber()).toString()
  await until('the process to be ready', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/ready`)
    const { headNumber } = (await response.json()) as { headNumber: string }
    return response.status === 200 && headNumber === head
  })
}

async function kill({ child, exited }: Run): Promise<void> {
  child.kill('SIGKILL')
  expect(await exited).toEqual({ code: null, signal: 'SIGKILL' })
}

describe('kill -9', () => {
  it('between blocks, in the middle of a transaction and in the middle of history leaves nothing to repair', async () => {
    const databaseUrl = await cluster.createEmptyDatabase()
    const sql = bench.connect(databaseUrl)

    // In history: the endpoint goes silent after the headers of the first range.
    let rangeAnswers = 0
    proxy.setFault((call, next) => {
      const filter = call.params[0] as { fromBlock?: string }
      if (call.method !== 'eth_getLogs' || filter.fromBlock === undefined) return next()
      return ++rangeAnswers > 0 ? new Promise(() => {}) : next()
    })
    const first = run(databaseUrl)
    await until('history to begin', () => rangeAnswers > 0)
    await kill(first)
    expect((await readChain(sql))?.head.number).toBe(world.emitter.network.accessManagerBlock - 1n)

    // In a transaction: it waits for a table that we hold, with half of its statements done.
    proxy.setFault(null)
    const holder = await sql.reserve()
    await holder`begin`
    await holder`lock table muster.list_roots in share mode`
    const second = run(databaseUrl)
    await until('a statement to wait for our lock', async () => {
      const [row] = await holder`
        select count(*) as count from pg_locks where not granted and relation = 'muster.list_roots'::regclass
          and database = (select oid from pg_database where datname = current_database())`
      return Number(row?.['count']) > 0
    })
    await kill(second)
    await holder`commit`
    holder.release()

    // At the head, between two blocks: silent from the sixth block with logs on.
    let headAnswers = 0
    proxy.setFault((call, next) => {
      const filter = call.params[0] as { blockHash?: string }
      if (call.method !== 'eth_getLogs' || filter.blockHash === undefined) return next()
      return ++headAnswers > 5 ? new Promise(() => {}) : next()
    })
    const third = run(databaseUrl)
    await until('the head to be reached', () => headAnswers > 5)
    await kill(third)
    const stoppedAt = (await readChain(sql))?.head.number ?? 0n
    expect(stoppedAt).toBeGreaterThan(world.emitter.deployBlock)
    expect(stoppedAt).toBeLessThan(await world.headNumber())

    proxy.setFault(null)
    const last = run(databaseUrl)
    await untilReady(last)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
    await kill(last)
  })

  it('at moments spread over the whole run ends with the same rows', async () => {
    const databaseUrl = await cluster.createEmptyDatabase()
    // Everything by the head path, so that there are many transactions to be killed between.
    const env = { FINALITY_DEPTH: '100000' }
    let answers = 0
    let killAt = 4
    let current = run(databaseUrl, env)
    proxy.setFault((call, next) => {
      if (call.method === 'eth_getLogs' && ++answers === killAt) current.child.kill('SIGKILL')
      return next()
    })
    for (const moment of [9, 15]) {
      await current.exited
      answers = 0
      killAt = moment
      current = run(databaseUrl, env)
    }
    await current.exited
    proxy.setFault(null)
    const last = run(databaseUrl, env)
    await untilReady(last)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })
})

describe('SIGTERM', () => {
  it('ends the process in order, with code 0', async () => {
    const databaseUrl = await cluster.createEmptyDatabase()
    const process = run(databaseUrl)
    await untilReady(process)
    process.child.kill('SIGTERM')
    expect(await process.exited).toEqual({ code: 0, signal: null })
    expect(process.lines.at(-1)).toContain('indexer stopped')
  })
})

describe('the indexer process', () => {
  it('waits when no endpoint is there at start, and ends with code 0 when it gets SIGTERM then', async () => {
    const rpcUrls = `http://127.0.0.1:${await freePort()}`
    const process = run(await cluster.createEmptyDatabase(), { RPC_URLS: rpcUrls })
    await until('it to wait', () => process.lines.some((line) => line.includes('no endpoint answers; trying again')))
    expect(process.lines.some((line) => line.includes('health server listening'))).toBe(true)
    process.child.kill('SIGTERM')
    // The last log lines of a process that ends within milliseconds may be lost, so that only its code counts.
    expect(await process.exited).toEqual({ code: 0, signal: null })
    expect(process.lines.some((line) => line.includes('indexer ended'))).toBe(false)
  })
})

describe('a setting that cannot work', () => {
  it.each([
    [{ CHAIN_ID: '' }, 'CHAIN_ID is not set'],
    [{ RPC_URLS: 'ftp://example.org' }, 'RPC_URLS'],
    [{ REGISTRY_ADDRESS: '0x12' }, 'REGISTRY_ADDRESS'],
    [{ CHAIN_ID: '1' }, 'CHAIN_ID_MISMATCH'],
  ])('%o ends the process with a named error', async (env, message) => {
    const process = run(await cluster.createEmptyDatabase(), env)
    expect((await process.exited).code).toBe(1)
    expect(process.lines.join('\n')).toContain(message)
  })
})
