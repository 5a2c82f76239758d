import { readdir, readFile } from 'node:fs/promises'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MigrationChangedError, MigrationUnknownError } from '../../../indexer/errors.ts'
import { migrate } from '../../../indexer/migrate.ts'
import { readBoundary } from '../../../indexer/store/blocks.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'
import { dumpSchema } from './dumpSchema.ts'

const MIGRATIONS = (await readdir(new URL('../../../indexer/migrations/', import.meta.url))).sort()
const GOLDEN = new URL('../schema.sql', import.meta.url)

let cluster: SharedPostgres
const open: { end(options: { timeout: number }): Promise<void> }[] = []

function connect(databaseUrl: string): Sql {
  const sql = createDatabase({ databaseUrl, max: 1, applicationName: 'test' })
  open.push(sql)
  return sql
}

beforeAll(async () => {
  cluster = await sharePostgres()
})
afterEach(async () => {
  for (const sql of open.splice(0)) await sql.end({ timeout: 1 })
})
afterAll(() => cluster?.stop())

describe('migrations', () => {
  it('give the schema in test/indexer/schema.sql', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    const dump = await dumpSchema(sql)
    // To take a deliberate change over: UPDATE_SCHEMA=1, then review the difference.
    if (process.env['UPDATE_SCHEMA'] === '1') await (await import('node:fs/promises')).writeFile(GOLDEN, dump)
    expect(dump).toBe(await readFile(GOLDEN, 'utf8'))
  })

  it('are applied once', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    expect(await migrate(sql)).toEqual(MIGRATIONS)
    expect(await migrate(sql)).toEqual([])
  })

  it('may be started by several processes on several databases at the same time', async () => {
    const urls = await Promise.all([
      cluster.createEmptyDatabase(),
      cluster.createEmptyDatabase(),
      cluster.createEmptyDatabase(),
    ])
    const applied = await Promise.all([...urls, ...urls].map((url) => migrate(connect(url))))
    expect(applied.flat()).toHaveLength(MIGRATIONS.length * urls.length)
  })

  it('refuse a history that was edited', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    await sql`update muster.migrations set sha256 = decode(repeat('00', 32), 'hex') where name = '0001_tables.sql'`
    await expect(migrate(sql)).rejects.toThrow(MigrationChangedError)
  })

  it('refuse a database that a newer version wrote', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    await sql`insert into muster.migrations (name, sha256) values ('0999_future.sql', decode(repeat('00', 32), 'hex'))`
    await expect(migrate(sql)).rejects.toThrow(MigrationUnknownError)
  })
})

describe('the role of the API', () => {
  const READABLE = ['chain', 'service_nodes', 'list_roots', 'blocks', 'epochs', 'lists', 'events']

  let databaseUrl: string
  beforeAll(async () => {
    // Nothing here changes it: one for all.
    databaseUrl = await cluster.createEmptyDatabase()
    const owner = createDatabase({ databaseUrl, max: 1, applicationName: 'test' })
    await migrate(owner)
    await owner.end()
  })

  function connectAsReader() {
    const sql = postgres(databaseUrl, { max: 1, connection: { role: 'muster_reader' }, onnotice: () => {} })
    open.push(sql)
    return sql
  }

  it('reads every view', async () => {
    const sql = connectAsReader()
    for (const view of READABLE) expect(await sql.unsafe(`select * from muster_api.${view}`)).toHaveLength(0)
  })

  it.each([
    'select * from muster.service_nodes',
    'select * from muster.logs',
    'select * from muster.migrations',
    'insert into muster_api.chain (chain_id) values (1)',
    'update muster_api.service_nodes set rpc_port = 1',
    'delete from muster_api.blocks',
    'truncate muster.logs',
    'create table muster_api.mine (value int)',
    'create table muster.mine (value int)',
    'create table public.mine (value int)',
    'create temporary table mine (value int)',
    'create schema mine',
  ])('may not: %s', async (statement) => {
    const sql = connectAsReader()
    await expect(sql.unsafe(statement)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the tables', () => {
  it('have an index for whatever refers to a block: it is searched for each one that is forgotten', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    const references = await sql<{ name: string; indexed: boolean }[]>`
      select conname as name, exists (
        select 1 from pg_index
        where indrelid = conrelid and indkey[0] = conkey[1] and indpred is null
      ) as indexed
      from pg_constraint
      where contype = 'f' and confrelid = 'muster.blocks'::regclass order by 1`
    expect([...references]).toEqual([
      { name: 'epochs_anchor_hash_fkey', indexed: true },
      { name: 'epochs_child_hash_fkey', indexed: true },
      { name: 'list_roots_block_hash_fkey', indexed: true },
      { name: 'logs_block_hash_fkey', indexed: true },
    ])
  })

  it('find the block at a time, far below the head, without reading those above it', async () => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    await sql`
      insert into muster.blocks
      select sha256(i::text::bytea), i, sha256((i - 1)::text::bytea), i * 12, true, true from generate_series(1, 20000) i`
    await sql`analyze muster.blocks`
    expect(await readBoundary(sql, 1_200n)).toMatchObject({ anchor: { number: 99n }, child: { number: 100n } })
    const plan = await sql<{ 'QUERY PLAN': string }[]>`
      explain (analyze, timing off, summary off)
      select number from muster_api.blocks where timestamp <= 1200 order by timestamp desc, number desc limit 1`
    const text = plan.map((line) => line['QUERY PLAN']).join('\n')
    expect(text).toContain('blocks_canonical_time')
    expect(text).not.toContain('Sort')
  })

  it.each([
    ["insert into muster.blocks values ('\\x00', 1, '\\x00', 1, true, true)", '23514'],
    ["update muster.chain set state = 'stale'", '23514'],
    ['update muster.chain set depth = 17', '23514'],
  ])('refuse what cannot be: %s', async (statement, code) => {
    const sql = connect(await cluster.createEmptyDatabase())
    await migrate(sql)
    const h = `decode(repeat('11', 32), 'hex')`
    await sql.unsafe(
      `insert into muster.chain values (true, 1, decode(repeat('11', 20), 'hex'), 1, 60, 1, ${h}, ${h}, 1, 1, ${h}, 0, 0, 1, 'live', null)`,
    )
    await expect(sql.unsafe(statement)).rejects.toMatchObject({ code })
  })
})
