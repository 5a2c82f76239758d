import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createContentCache } from '../../../api/cache/createContentCache.ts'
import { createReadScope } from '../../../api/database/createReadScope.ts'
import { createStateToken } from '../../../api/database/createStateToken.ts'
import { openDatabase } from '../../../api/database/openDatabase.ts'
import { READ_TIME_MAX_MS, REQUEST_TIME_MAX_MS, STATE_TOKEN_TIME_MAX_MS } from '../../../api/limits.ts'
import { countWaiting } from '../../helpers/countWaiting.ts'
import { startTcpProxy, type TcpProxy } from '../../helpers/tcpProxy.ts'
import { type Api, ask, startApi } from '../startApi.ts'

/** What comes after a limit was met: ending connections, and opening others. */
const SLACK_MS = 5_000
const RESETS = 60
const CONNECTIONS_MAX = 4
const IN_FLIGHT_MAX = 6

describe('between the API and a database that answers, the network', () => {
  let api: Api
  let proxy: TcpProxy
  let databaseUrl: string
  const uncaught: unknown[] = []
  const note = (error: unknown) => uncaught.push(error)
  beforeAll(async () => {
    api = await startApi({ count: 40 })
    // Nothing may reach the process: there it would end it.
    process.on('uncaughtException', note)
    process.on('unhandledRejection', note)
  })
  afterAll(async () => {
    process.off('uncaughtException', note)
    process.off('unhandledRejection', note)
    await api.stop()
  })
  beforeEach(async () => {
    const url = new URL(api.databaseUrl)
    proxy = await startTcpProxy(Number(url.port))
    url.port = String(proxy.port)
    databaseUrl = url.href
    uncaught.length = 0
  })
  afterEach(() => proxy.stop())

  const openApp = async () => {
    const limits = { databaseConnectionsMax: CONNECTIONS_MAX, queriesInFlightMax: IN_FLIGHT_MAX }
    const app = api.another({ databaseUrl, ...limits })
    await expect.poll(async () => (await app.inject('/ready')).statusCode).toBe(200)
    return app
  }

  /** Timers keep their order however long the process is held up, so a limit of the API comes before a later one here. */
  const within = <T>(ms: number, work: Promise<T>): Promise<T> =>
    Promise.race([
      work,
      sleep(ms, undefined, { ref: false }).then(() => Promise.reject(new Error(`It took more than ${ms} ms.`))),
    ])

  let asked = 0
  /** A query that no cache has seen, of several statements. */
  const askAnew = (app: FastifyInstance) =>
    ask(app, `{ network { totalPrincipal } serviceNodes(first: 40) { totalCount nodes { id } } } #${asked++}`)

  /** As many at once as the gate has places, which one lost place would make fail for ever. */
  async function expectEveryPlace(app: FastifyInstance): Promise<void> {
    const statuses = async () => {
      const answers = await Promise.all(Array.from({ length: IN_FLIGHT_MAX }, () => askAnew(app)))
      return answers.map(({ status }) => status)
    }
    await expect.poll(statuses, { interval: 200 }).toEqual(Array(IN_FLIGHT_MAX).fill(200))
  }

  it('resets connections under load: the process stays, later requests succeed, no place is lost', async () => {
    const app = await openApp()
    await expectEveryPlace(app)
    const statuses = new Map<number, number>()
    let cut = 0
    for (let i = 0; i < RESETS; i++) {
      const asking = Array.from({ length: CONNECTIONS_MAX }, () => askAnew(app))
      // At every moment of a request, over the rounds: connecting, between two statements, in one.
      await sleep(i % 15)
      cut += proxy.reset()
      for (const { status } of await Promise.all(asking)) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect(cut).toBeGreaterThan(RESETS)
    // Requests were hit, and told so by name.
    expect(statuses.get(503)).toBeGreaterThan(0)
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([])
    await expectEveryPlace(app)
    expect(uncaught).toEqual([])
  })

  it('resets a connection in the middle of a transaction: closing the scope ends, the next scope works', async () => {
    const database = openDatabase({ databaseUrl, connectionsMax: 1 })
    try {
      const scope = createReadScope(database)
      const sql = await scope.transaction()
      await sql`select 1`
      proxy.reset()
      await sleep(50)
      await expect((async () => sql`select 1`)()).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
      await scope.close()
      const next = createReadScope(database)
      expect(await (await next.transaction())`select 1 as one`).toEqual([{ one: 1 }])
      await next.close()
      expect(uncaught).toEqual([])
    } finally {
      await database.end()
    }
  })

  it('swallows connections: requests succeed again within the bound', async () => {
    const app = await openApp()
    // All connections are in use, then rest.
    await expectEveryPlace(app)
    proxy.goDark()
    // Of the limits it could meet, the shortest.
    expect(STATE_TOKEN_TIME_MAX_MS).toBeLessThan(READ_TIME_MAX_MS)
    expect((await within(READ_TIME_MAX_MS, askAnew(app))).status).toBe(503)
    await within(STATE_TOKEN_TIME_MAX_MS + SLACK_MS, expectEveryPlace(app))
  })

  it('swallows connections in the middle of transactions: their places come back within the bound', async () => {
    const app = await openApp()
    await expectEveryPlace(app)
    await api.owner.begin(async (tx) => {
      // Held back in their transactions while the network goes dark.
      await tx`lock table muster.service_nodes in access exclusive mode`
      const asking = Array.from({ length: CONNECTIONS_MAX }, () => askAnew(app))
      await expect.poll(() => countWaiting(tx)).toBeGreaterThanOrEqual(CONNECTIONS_MAX - 1)
      proxy.goDark()
      void Promise.allSettled(asking)
    })
    await within(REQUEST_TIME_MAX_MS + SLACK_MS, expectEveryPlace(app))
    expect(uncaught).toEqual([])
  })

  it('swallows the connection of a load that others joined: it fails within the bound, and the next one loads', async () => {
    const database = openDatabase({ databaseUrl, connectionsMax: 2 })
    const cache = createContentCache<string>({ bytesMax: 1_000, sizeOf: () => 1 })
    const load = () =>
      database.run(async (sql) => {
        const [row] = await sql<{ text: string }[]>`select 'answer' as text`
        return row?.text ?? ''
      })
    try {
      const token = createStateToken(database)
      await Promise.all([load(), token.read()])
      proxy.goDark()
      const twice = Promise.allSettled([cache.get('key', load), cache.get('key', load)])
      const joined = await within(READ_TIME_MAX_MS + SLACK_MS, twice)
      expect(joined.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect(await within(SLACK_MS, cache.get('key', load))).toBe('answer')
      // The other connection was dark as well, and is not tried.
      expect(await within(SLACK_MS, token.read())).toMatch(/^snapshot /)
    } finally {
      await database.end()
    }
  })
})
