import {
  COLUMN_TYPES,
  type Column,
  type ColumnKind,
  type Columns,
  type RawValues,
} from '../../shared/database/columns.ts'
import { STILL_TRUE } from '../../shared/database/stillTrue.ts'
import { BOOLEAN_ARRAY, BYTEA_ARRAY, type Queryable, toBytes, toHex } from './database.ts'

/** Rows of one statement, see store/logs.ts. */
const INSERT_ROWS_MAX = 2_000

/** A row as it is from block `blockNumber` on. */
export type Change<Row> = { blockNumber: bigint; row: Row }

/**
 * A table of states. Each row is true in the blocks from `from_block` to before `to_block`, so "as of block N" is an
 * ordinary query, and a rollback is a delete and a reopen.
 */
export type VersionedTable<Row> = {
  /** Its name, with the schema. */
  readonly table: string
  readonly columns: Columns
  readonly keyColumns: readonly string[]
  /**
   * Writes new versions: closes the live version of each key where its first new one begins, then enters the new ones.
   *
   * @param changes for each block and key at most one, ordered by block
   */
  insert(sql: Queryable, changes: readonly Change<Row>[]): Promise<void>
  /** Takes back everything above block `number`: its versions go, those it had closed are live again. */
  rollBack(sql: Queryable, number: bigint): Promise<void>
  deleteAll(sql: Queryable): Promise<void>
  /** Returns every row as of block `number` (the state after that block), ordered by key. */
  readAt(sql: Queryable, number: bigint): Promise<Row[]>
  /** The columns for a select, each under the name of its field: `node_id as "nodeId", …`. */
  readonly selectList: string
  /** Reads a row that was selected with `selectList`. */
  toRow(raw: Record<string, unknown>): Row
}

type Version<Row> = { row: Row; from: bigint; to: bigint }

/**
 * Creates the access to one table. The table has a column for each field of the descriptor, and `from_block`,
 * `to_block`.
 *
 * @param args.key fields that tell rows apart; none, if the table has a single row
 */
export function createVersionedTable<Row extends object>(args: {
  /** With its schema. */
  table: string
  columns: Columns
  key: readonly (keyof Row & string)[]
}): VersionedTable<Row> {
  const { table, key } = args
  const fields = Object.entries(args.columns)
  const columnList = fields.map(([, { column }]) => column).join(', ')
  const selectList = fields.map(([name, { column }]) => `${column} as "${name}"`).join(', ')
  const keyFields = fields.filter(([name]) => (key as readonly string[]).includes(name))
  const keyColumns = keyFields.map(([, { column }]) => column)
  const orderBy = keyColumns.length === 0 ? 'from_block' : keyColumns.join(', ')
  const keyOf = (row: Row) => keyFields.map(([name]) => String(row[name as keyof Row])).join(':')

  function toRow(raw: Record<string, unknown>): Row {
    // Keys come in the order of the descriptor, so all rows share one shape in memory.
    const row: Record<string, unknown> = {}
    for (const [name, { kind }] of fields) row[name] = decode(kind, raw[name])
    return row as Row
  }

  /** The columns of rows as arrays, for `unnest`: `, $3::bigint[] , $4::text[] …`. */
  const arraysOf = (sql: Queryable, columns: readonly (readonly [string, Column])[], rows: readonly Row[]) =>
    columns.map(([name, { kind }]) => {
      const values = toArray(
        sql,
        kind,
        rows.map((row) => row[name as keyof Row]),
      )
      return sql`, ${values}::${sql.unsafe(COLUMN_TYPES[kind])}[]`
    })

  /** Closes the live versions of the rows' keys. */
  async function close(sql: Queryable, firsts: readonly Change<Row>[]): Promise<void> {
    const isSameKey = keyColumns.map((column) => ` and row.${column} = new.${column}`).join('')
    await sql`
      update ${sql.unsafe(table)} as row set to_block = new.from_block
      from unnest(
        ${[
          sql`${firsts.map(({ blockNumber }) => blockNumber.toString())}::bigint[]`,
          ...arraysOf(
            sql,
            keyFields,
            firsts.map(({ row }) => row),
          ),
        ]}
      ) as new (${sql.unsafe(['from_block', ...keyColumns].join(', '))})
      where row.to_block = ${STILL_TRUE} ${sql.unsafe(isSameKey)}`
  }

  async function insertRows(sql: Queryable, versions: readonly Version<Row>[]): Promise<void> {
    const columns = sql.unsafe(columnList)
    await sql`
      insert into ${sql.unsafe(table)} (from_block, to_block, ${columns})
      select from_block, to_block, ${columns}
      from unnest(
        ${versions.map(({ from }) => from.toString())}::bigint[],
        ${versions.map(({ to }) => to.toString())}::bigint[]
        ${arraysOf(
          sql,
          fields,
          versions.map(({ row }) => row),
        )}
      ) as new (from_block, to_block, ${columns})`
  }

  return {
    table,
    columns: args.columns,
    keyColumns,
    selectList,
    toRow,
    async insert(sql, changes) {
      const firsts = new Map<string, Change<Row>>()
      const latest = new Map<string, Version<Row>>()
      const versions: Version<Row>[] = []
      for (const change of changes) {
        const rowKey = keyOf(change.row)
        const before = latest.get(rowKey)
        if (before === undefined) firsts.set(rowKey, change)
        else before.to = change.blockNumber
        const version = { row: change.row, from: change.blockNumber, to: STILL_TRUE }
        latest.set(rowKey, version)
        versions.push(version)
      }
      if (versions.length === 0) return
      await close(sql, [...firsts.values()])
      for (let start = 0; start < versions.length; start += INSERT_ROWS_MAX)
        await insertRows(sql, versions.slice(start, start + INSERT_ROWS_MAX))
    },
    async rollBack(sql, number) {
      await sql`delete from ${sql.unsafe(table)} where from_block > ${number}`
      await sql`
        update ${sql.unsafe(table)} set to_block = ${STILL_TRUE} where to_block > ${number} and to_block <> ${STILL_TRUE}`
    },
    async deleteAll(sql) {
      await sql`delete from ${sql.unsafe(table)}`
    },
    async readAt(sql, number) {
      const rows = await sql`
        select ${sql.unsafe(selectList)} from ${sql.unsafe(table)}
        where from_block <= ${number} and ${number} < to_block order by ${sql.unsafe(orderBy)}`
      return rows.map(toRow)
    },
  }
}

const same = <T>(raw: T): T => raw

/** From a column to the field, for each kind of column. */
const DECODERS: { readonly [K in ColumnKind]: (raw: RawValues<Uint8Array>[K]) => unknown } = {
  uint32: Number,
  uint16: same,
  uint64: same,
  time: same,
  whole: same,
  bytes: toHex,
  boolean: same,
  text: same,
}

const decode = (kind: ColumnKind, raw: unknown): unknown =>
  raw === null ? null : (DECODERS[kind] as (raw: unknown) => unknown)(raw)

/** The values of one column as a parameter: `null` stays null. Numbers travel as text, which is exact. */
function toArray(sql: Queryable, kind: ColumnKind, values: readonly unknown[]) {
  if (kind === 'boolean') return sql.array(values as boolean[], BOOLEAN_ARRAY)
  if (kind === 'bytes')
    return sql.array(
      values.map((value) => (value === null ? null : toBytes(String(value)))),
      BYTEA_ARRAY,
    )
  return values.map((value) => (value === null ? null : String(value)))
}
