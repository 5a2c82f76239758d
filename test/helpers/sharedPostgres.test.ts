import { readFile } from 'node:fs/promises'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDatabase } from '../../indexer/store/database.ts'
import { dumpSchema } from '../indexer/store/dumpSchema.ts'
import { ofTestRun } from './ofTestRun.ts'
import { type SharedPostgres, sharePostgres } from './sharedPostgres.ts'

const SCHEMA = new URL('../indexer/schema.sql', import.meta.url)

describe('sharePostgres', () => {
  let cluster: SharedPostgres
  const open: { end(options: { timeout: number }): Promise<void> }[] = []
  const keep = <T extends (typeof open)[number]>(sql: T): T => {
    open.push(sql)
    return sql
  }
  beforeEach(async () => {
    cluster = await sharePostgres()
  })
  afterEach(async () => {
    for (const sql of open.splice(0)) await sql.end({ timeout: 1 })
    await cluster.stop()
  })

  it('gives databases with the schema and the rights of the migrations', async () => {
    const databaseUrl = await cluster.createDatabase()
    const sql = keep(createDatabase({ databaseUrl, max: 1, applicationName: 'test' }))
    expect(await dumpSchema(sql)).toBe(await readFile(SCHEMA, 'utf8'))
    const reader = keep(
      postgres(databaseUrl, { max: 1, connection: { role: 'muster_reader' }, onnotice: () => undefined }),
    )
    expect(await reader`select count(*)::int as count from muster_api.service_nodes`).toMatchObject([{ count: 0 }])
    await expect(reader`create temporary table mine (value int)`).rejects.toThrow(/permission denied/)
  })

  it('drops its databases when it stops, and cuts their connections', async () => {
    const { url } = await ofTestRun('postgres')
    const admin = keep(postgres(url, { max: 1, onnotice: () => undefined }))
    const databaseUrl = await cluster.createEmptyDatabase()
    const user = keep(postgres(databaseUrl, { max: 1, onnotice: () => undefined }))
    await user`select 1`
    const name = new URL(databaseUrl).pathname.slice(1)
    const count = () => admin`select 1 from pg_database where datname = ${name}`.then((rows) => rows.length)
    expect(await count()).toBe(1)
    await cluster.stop()
    expect(await count()).toBe(0)
  })
})
