import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createExactCache } from '../../../api/cache/createExactCache.ts'
import { createStateToken } from '../../../api/database/createStateToken.ts'
import { type Database, openDatabase } from '../../../api/database/openDatabase.ts'
import type { Sql } from '../../../indexer/store/database.ts'
import { type PostgresCluster, startPostgres } from '../../helpers/postgres.ts'
import { openSeeder } from '../seedDatabase.ts'

describe('the exact cache', () => {
  let cluster: PostgresCluster
  let owner: Sql
  let database: Database
  beforeAll(async () => {
    cluster = await startPostgres()
    const databaseUrl = await cluster.createDatabase()
    owner = await openSeeder(databaseUrl)
    await owner`create table muster_api.counter as select 0::integer as value`
    await owner`grant select on muster_api.counter to muster_reader`
    database = openDatabase({ databaseUrl, connectionsMax: 3 })
  })
  afterAll(async () => {
    await database?.end()
    await owner?.end()
    await cluster?.stop()
  })

  function cache() {
    const stats = { loads: 0, reads: 0 }
    const token = createStateToken(database)
    const stateToken = {
      read() {
        stats.reads++
        return token.read()
      },
    }
    const exact = createExactCache<number>({ stateToken, bytesMax: 1_000_000 })
    const get = (key = 'counter') =>
      exact.get(key, async () => {
        stats.loads++
        const [row] = await database.run((sql) => sql<{ value: number }[]>`select value from muster_api.counter`)
        return { value: row?.value ?? -1, sizeBytes: 8, keep: true }
      })
    return { get, stats }
  }

  const increment = async () => {
    const [row] = await owner<{ value: number }[]>`update muster_api.counter set value = value + 1 returning value`
    return row?.value ?? -1
  }

  it('asks once while nothing is committed, and again after each commit', async () => {
    const { get, stats } = cache()
    for (let i = 0; i < 20; i++) await get()
    expect(stats.loads).toBe(1)
    for (let i = 0; i < 20; i++) expect(await get().then(increment)).toBe(await get())
    expect(stats.loads).toBe(21)
  })

  it('is not misled by a transaction that began early and commits late', async () => {
    const { get } = cache()
    const before = await get()
    await owner.begin(async (tx) => {
      await tx`update muster_api.counter set value = value + 1`
      // Others commit in the meantime, so that the next free number of a transaction moves on.
      for (let i = 0; i < 3; i++) await owner`select pg_current_xact_id()`
      expect(await get()).toBe(before)
      expect(await get()).toBe(before)
    })
    expect(await get()).toBe(before + 1)
  })

  it('is not misled by a transaction that is rolled back', async () => {
    const { get } = cache()
    const before = await get()
    const rolledBack = owner.begin(async (tx) => {
      await tx`update muster_api.counter set value = value + 100`
      expect(await get()).toBe(before)
      throw new Error('rolled back on purpose')
    })
    await expect(rolledBack).rejects.toThrow('on purpose')
    expect(await get()).toBe(before)
    const committed = await increment()
    expect(await get()).toBe(committed)
  })

  it('never answers with less than what was committed before it was asked, in a crowd of readers and writers', async () => {
    const { get, stats } = cache()
    let committed = await get()
    let hits = 0
    async function reader(): Promise<void> {
      for (let i = 0; i < 150; i++) {
        const atLeast = committed
        const loads = stats.loads
        expect(await get()).toBeGreaterThanOrEqual(atLeast)
        if (stats.loads === loads) hits++
      }
    }
    async function writer(): Promise<void> {
      for (let i = 0; i < 100; i++) {
        committed = Math.max(committed, await increment())
        if (i % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 2))
      }
    }
    await Promise.all([...Array.from({ length: 8 }, reader), writer(), writer()])
    expect(await get()).toBe(committed)
    expect(hits).toBeGreaterThan(0)
  })

  it('does not take a token for its own that was read before it was asked, and came late', async () => {
    let answered = () => {}
    let release = () => {}
    const hasAnswered = new Promise<void>((resolve) => {
      answered = resolve
    })
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    // The real database behind a slow line: the answer is there, but reaches us only after the commit.
    const run: Database['run'] = async (work) => {
      const result = await database.run(work)
      answered()
      await released
      return result
    }
    const { read } = createStateToken({ run })
    const early = read()
    await hasAnswered
    await increment()
    const [late, later] = [read(), read()]
    release()
    expect(await late).not.toBe(await early)
    expect(await later).toBe(await late)
  })

  it('loads once for a crowd that asks the same at the same time', async () => {
    const { get, stats } = cache()
    await Promise.all(Array.from({ length: 50 }, () => get()))
    expect(stats.loads).toBeLessThanOrEqual(2)
  })

  it('does not keep failures', async () => {
    const exact = createExactCache<string>({ stateToken: createStateToken(database), bytesMax: 100_000 })
    await expect(exact.get('a', () => Promise.reject(new Error('first')))).rejects.toThrow('first')
    expect(await exact.get('a', async () => ({ value: 'x', sizeBytes: 1, keep: false }))).toBe('x')
    expect(await exact.get('a', async () => ({ value: 'y', sizeBytes: 1, keep: true }))).toBe('y')
    expect(await exact.get('a', async () => ({ value: 'z', sizeBytes: 1, keep: true }))).toBe('y')
  })
})
