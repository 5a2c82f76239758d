import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createWriter } from '../../../indexer/store/createWriter.ts'
import { WriterLockLostError } from '../../../indexer/store/errors.ts'
import { LOCK_SPACE, LOCKS } from '../../../shared/database/locks.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { expectLikeFresh } from '../support/expectLikeFresh.ts'
import { createBench, createWorld, until, untilSynced, type World } from '../support/world.ts'

let cluster: SharedPostgres
let chain: TestChain
let world: World
const bench = createBench(() => world)

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startHardhatChain()])
  world = await createWorld(chain, 'writer')
  await world.live(12)
})
afterEach(() => bench.stopAll())
afterAll(async () => {
  await chain?.stop()
  await cluster?.stop()
})

/** Cuts the session that holds the writer's lock, as a failing network or a restarted Postgres would. */
async function cutWriter(databaseUrl: string): Promise<void> {
  const rows = await bench.connect(databaseUrl)`
    select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and granted and classid = ${LOCK_SPACE}::bigint::oid
      and objid = ${LOCKS.writer}::bigint::oid and database = (select oid from pg_database where datname = current_database())`
  expect(rows).toHaveLength(1)
}

describe('of two indexers on one database', () => {
  it('one writes, and the other goes on where it stopped', async () => {
    const databaseUrl = await cluster.createDatabase()
    const first = await bench.start({ databaseUrl })
    await untilSynced(first, world)
    const second = await bench.start({ databaseUrl, healthPort: 0 })
    await until('the second to wait', () => second.status().role === 'standby')
    const ready = await fetch(`http://127.0.0.1:${second.port}/ready`)
    expect([ready.status, await ready.json()]).toMatchObject([503, { role: 'standby' }])
    await world.live(2)
    await untilSynced(first, world)
    expect(second.status().events).toBe(0)

    await first.stop()
    await world.live(2)
    await untilSynced(second, world)
    expect(second.status()).toMatchObject({ role: 'writer', listRoot: world.model.root() })
    expect((await fetch(`http://127.0.0.1:${second.port}/ready`)).status).toBe(200)
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })

  it('one goes on when the session of the writer is cut, and the rows stay right', async () => {
    const databaseUrl = await cluster.createDatabase()
    const pair = [await bench.start({ databaseUrl }), await bench.start({ databaseUrl })]
    for (let round = 0; round < 3; round++) {
      await until('one writer', () => pair.filter((indexer) => indexer.status().role === 'writer').length === 1)
      await cutWriter(databaseUrl)
      await world.live(2)
      const head = await world.headNumber()
      await until('someone to go on', () =>
        pair.some(({ status }) => status().role === 'writer' && status().headNumber === head),
      )
    }
    await expectLikeFresh(databaseUrl, { cluster, bench, world })
  })
})

describe('the writer', () => {
  it('has a session that Postgres gives up once its host has vanished for 40 s', async () => {
    const writer = createWriter({ databaseUrl: await cluster.createDatabase(), onLost: () => undefined })
    try {
      await writer.acquire(new AbortController().signal)
      const setting = async (name: string): Promise<number> => {
        const [row] = await writer.read(
          (sql) => sql<{ value: string }[]>`select setting as value from pg_settings where name = ${name}`,
        )
        return Number(row?.value)
      }
      const probes = (await setting('tcp_keepalives_interval')) * (await setting('tcp_keepalives_count'))
      expect((await setting('tcp_keepalives_idle')) + probes).toBe(40)
      expect(await setting('tcp_user_timeout')).toBe(40_000)
    } finally {
      await writer.end()
    }
  })

  it('writes nothing after its session was cut, although its connection comes back by itself', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await sql`create table written (value int)`
    let lost = 0
    const writer = createWriter({ databaseUrl, onLost: () => lost++ })
    try {
      const { signal } = new AbortController()
      await writer.acquire(signal)
      await writer.transaction((tx) => tx`insert into written values (1)`)
      await cutWriter(databaseUrl)
      await until('the loss to be noticed', () => lost === 1)
      expect(writer.isHeld()).toBe(false)
      await expect(writer.transaction((tx) => tx`insert into written values (2)`)).rejects.toThrow(WriterLockLostError)
      await writer.acquire(signal)
      await writer.transaction((tx) => tx`insert into written values (3)`)
      expect((await sql`select value from written order by value`).map((row) => row['value'])).toEqual([1, 3])
    } finally {
      await writer.end()
    }
  })

  it('survives being cut in the middle of a transaction, of which nothing stays', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = bench.connect(databaseUrl)
    await sql`create table written (value int)`
    let lost = 0
    const writer = createWriter({ databaseUrl, onLost: () => lost++ })
    try {
      const { signal } = new AbortController()
      await writer.acquire(signal)
      const cut = writer.transaction(async (tx) => {
        await tx`insert into written values (1)`
        await cutWriter(databaseUrl)
        await until('the loss to be noticed', () => lost === 1)
        await tx`insert into written values (2)`
      })
      await expect(cut).rejects.toThrow(WriterLockLostError)
      const cutWhileWaiting = async () => {
        await writer.acquire(signal)
        const waiting = writer.transaction((tx) => tx`select pg_sleep(60)`)
        waiting.catch(() => {})
        // A statement is under way on the server when the session ends.
        await until('the statement to run', async () => {
          const rows =
            await sql`select 1 from pg_stat_activity where query like 'select pg_sleep%' and state = 'active' and datname = current_database()`
          return rows.length === 1
        })
        await cutWriter(databaseUrl)
        await waiting
      }
      await expect(cutWhileWaiting()).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
      await until('the second loss to be noticed', () => lost === 2)
      await writer.acquire(signal)
      await writer.transaction((tx) => tx`insert into written values (3)`)
      expect((await sql`select value from written`).map((row) => row['value'])).toEqual([3])
    } finally {
      await writer.end()
    }
  })

  it('asks in each transaction whether its very session has the lock', async () => {
    const databaseUrl = await cluster.createDatabase()
    const writer = createWriter({ databaseUrl, onLost: () => {} })
    try {
      await writer.acquire(new AbortController().signal)
      // As if a pooler had put the next transaction on another session.
      await writer.read((sql) => sql`select pg_advisory_unlock(${LOCK_SPACE}, ${LOCKS.writer})`)
      await expect(writer.transaction((tx) => tx`create table never (value int)`)).rejects.toThrow(
        'this session does not have it',
      )
    } finally {
      await writer.end()
    }
  })
})
