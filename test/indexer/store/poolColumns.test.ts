import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../indexer/migrate.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { COLUMN_TYPES, type Columns } from '../../../shared/database/columns.ts'
import { POOL_COLUMNS, POOL_CREDIT_COLUMNS, POOL_PLACE_COLUMNS } from '../../../shared/pools/columns.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'

const TABLES: Readonly<Record<string, Columns>> = {
  pools: POOL_COLUMNS,
  pool_places: POOL_PLACE_COLUMNS,
  pool_credits: POOL_CREDIT_COLUMNS,
}

/** Columns of a version that are not fields. */
const RANGE = ['from_block', 'to_block'].map((name) => ({ name, type: 'bigint', isNullable: false }))

type FoundColumn = { name: string; type: string; isNullable: boolean }

const byName = (a: FoundColumn, b: FoundColumn): number => (a.name < b.name ? -1 : 1)

describe('the columns of the contribution pools', () => {
  let cluster: SharedPostgres
  let sql: Sql
  beforeAll(async () => {
    cluster = await sharePostgres()
    sql = createDatabase({ databaseUrl: await cluster.createEmptyDatabase(), max: 1, applicationName: 'test' })
    await migrate(sql)
  })
  afterAll(async () => {
    await sql?.end({ timeout: 1 })
    await cluster?.stop()
  })

  const columnsOf = (schema: string, table: string) => sql<FoundColumn[]>`
    select column_name as name, data_type as type, is_nullable = 'YES' as "isNullable"
    from information_schema.columns where table_schema = ${schema} and table_name = ${table}`

  it.each(Object.entries(TABLES))('equal table and view %s in name and type', async (table, columns) => {
    const described = Object.values(columns).map(({ column, kind, isNullable }) => ({
      ...{ name: column, type: COLUMN_TYPES[kind], isNullable },
    }))
    const expected = [...described, ...RANGE].sort(byName)
    expect([...(await columnsOf('muster', table))].sort(byName)).toEqual(expected)
    const names = [...(await columnsOf('muster_api', table))].sort(byName).map(({ name, type }) => ({ name, type }))
    expect(names).toEqual(expected.map(({ name, type }) => ({ name, type })))
  })
})
