import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createVersionedTable } from '../../../indexer/store/createVersionedTable.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { nullable, type RowOf, required } from '../../../shared/database/columns.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'

const COLUMNS = {
  id: required('id', 'uint32'),
  slot: required('slot', 'uint16'),
  amount: required('amount', 'whole'),
  owner: nullable('owner', 'bytes'),
  label: required('label', 'text'),
  open: required('open', 'boolean'),
  since: nullable('since', 'time'),
} as const

type Row = RowOf<typeof COLUMNS>

const TABLE = createVersionedTable<Row>({ table: 'things', columns: COLUMNS, key: ['id', 'slot'] })
const SINGLE = createVersionedTable<Row>({ table: 'single', columns: COLUMNS, key: [] })

const row = (id: number, slot: number, amount: bigint, more: Partial<Row> = {}): Row => ({
  id,
  slot,
  amount,
  owner: null,
  label: 'a "label", with {braces}',
  open: false,
  since: null,
  ...more,
})

describe('a table of versions', () => {
  let cluster: SharedPostgres
  let sql: Sql
  beforeAll(async () => {
    cluster = await sharePostgres()
    sql = createDatabase({ databaseUrl: await cluster.createEmptyDatabase(), max: 1, applicationName: 'test' })
    for (const name of ['things', 'single'])
      await sql.unsafe(`create table ${name} (
        from_block bigint, to_block bigint, id bigint, slot integer, amount numeric, owner bytea, label text,
        open boolean, since bigint)`)
  })
  beforeEach(async () => {
    await TABLE.deleteAll(sql)
    await SINGLE.deleteAll(sql)
  })
  afterAll(async () => {
    await sql?.end({ timeout: 1 })
    await cluster?.stop()
  })

  it('gives every value back as it was, 2^32 - 1 and 2^77 and null included', async () => {
    const full = row(2 ** 32 - 1, 255, 2n ** 77n, { owner: '0xab', open: true, since: 1_700_000_000n })
    await TABLE.insert(sql, [
      { blockNumber: 5n, row: full },
      { blockNumber: 5n, row: row(1, 0, 0n) },
    ])
    expect(await TABLE.readAt(sql, 5n)).toEqual([row(1, 0, 0n), full])
    expect(await TABLE.readAt(sql, 4n)).toEqual([])
  })

  it('has each row as it was after a block, when a batch changes a key several times', async () => {
    await TABLE.insert(sql, [
      { blockNumber: 5n, row: row(1, 0, 1n) },
      { blockNumber: 5n, row: row(1, 1, 10n) },
      { blockNumber: 7n, row: row(1, 0, 2n) },
    ])
    await TABLE.insert(sql, [
      { blockNumber: 9n, row: row(1, 0, 3n) },
      { blockNumber: 12n, row: row(1, 0, 4n) },
    ])
    const amounts = async (number: bigint) => (await TABLE.readAt(sql, number)).map(({ amount }) => amount)
    expect(await amounts(6n)).toEqual([1n, 10n])
    expect(await amounts(8n)).toEqual([2n, 10n])
    expect(await amounts(11n)).toEqual([3n, 10n])
    expect(await amounts(12n)).toEqual([4n, 10n])
  })

  it('takes blocks back without a trace', async () => {
    await TABLE.insert(sql, [
      { blockNumber: 5n, row: row(1, 0, 1n) },
      { blockNumber: 7n, row: row(1, 0, 2n) },
    ])
    const before = await sql`select * from things order by from_block`
    await TABLE.insert(sql, [
      { blockNumber: 8n, row: row(1, 0, 3n) },
      { blockNumber: 8n, row: row(2, 0, 3n) },
    ])
    await TABLE.rollBack(sql, 7n)
    expect(await sql`select * from things order by from_block`).toEqual(before)
  })

  it('holds one live row when it has no key', async () => {
    await SINGLE.insert(sql, [{ blockNumber: 5n, row: row(1, 0, 1n) }])
    await SINGLE.insert(sql, [
      { blockNumber: 6n, row: row(9, 9, 2n) },
      { blockNumber: 8n, row: row(1, 0, 3n) },
    ])
    expect(await SINGLE.readAt(sql, 7n)).toEqual([row(9, 9, 2n)])
    expect(await SINGLE.readAt(sql, 8n)).toEqual([row(1, 0, 3n)])
  })
})
