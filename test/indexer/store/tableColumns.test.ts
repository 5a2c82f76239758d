import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLNonNull, type GraphQLObjectType, getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../indexer/migrate.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { TABLES } from '../../../indexer/store/tables.ts'
import { COLUMN_TYPES, type ColumnKind } from '../../../shared/database/columns.ts'
import { SERVICE_NODE_FIELDS } from '../../../shared/serviceNode/columns.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'

/** Columns of a version that are not fields of the row. */
const RANGE = ['from_block', 'to_block']

/** Fields of the GraphQL type that are not columns of the node. */
const GRAPHQL_ONLY = ['changedAtBlock', 'replacedKeys', 'snapshot']

/** The GraphQL types that a kind of column is served as. */
const GRAPHQL_TYPES: Readonly<Record<ColumnKind, readonly string[]>> = {
  uint32: ['BigInt'],
  uint16: ['Int'],
  uint64: ['BigInt'],
  time: ['DateTime'],
  whole: ['BigInt'],
  bytes: ['Address', 'Hash', 'Hex', 'String'],
  boolean: ['Boolean'],
  text: ['ServiceNodeStatus'],
}

/** A sentence for each name that only one side has: a place and its names, the descriptor of a table and its own. */
const differences = (
  [place, names]: readonly [string, readonly string[]],
  [table, described]: readonly [string, readonly string[]],
): string[] => {
  const descriptor = `the columns of ${table} in indexer/store/tables.ts`
  return [
    ...described
      .filter((name) => !names.includes(name))
      .map((name) => `Add "${name}" to ${place}, or remove it from ${descriptor}.`),
    ...names
      .filter((name) => !described.includes(name))
      .map((name) => `Add "${name}" to ${descriptor}, or remove it from ${place}.`),
  ]
}

type FoundColumn = { name: string; type: string; isNullable: boolean }

describe.each(Object.values(TABLES))('the columns of $table', ({ table, columns }) => {
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

  const columnsOf = async (schema: string, name: string): Promise<FoundColumn[]> => [
    ...(await sql<FoundColumn[]>`
      select column_name as name, data_type as type, is_nullable = 'YES' as "isNullable"
      from information_schema.columns
      where table_schema = ${schema} and table_name = ${name}
      order by column_name`),
  ]
  const described = Object.values(columns)
  const expected = [table, [...described.map(({ column }) => column), ...RANGE]] as const
  const name = table.replace('muster.', '')

  it('are those of the table, with its types', async () => {
    const found = await columnsOf('muster', name)
    const place = `the table ${table} (a new file in indexer/migrations)`
    expect(differences([place, found.map((column) => column.name)], expected)).toEqual([])
    const byName = new Map(found.map((column) => [column.name, column]))
    for (const { column, kind, isNullable } of described)
      expect(byName.get(column)).toEqual({ name: column, type: COLUMN_TYPES[kind], isNullable })
  })

  it('are those of the view that the API reads', async () => {
    const found = await columnsOf('muster_api', name)
    const place = `the view muster_api.${name} (a new file in indexer/migrations)`
    expect(differences([place, found.map((column) => column.name)], expected)).toEqual([])
  })
})

describe('the columns of a service node', () => {
  it('are fields of the GraphQL type, with its types', () => {
    const schema = buildSchema(readFileSync(new URL('../../../api/schema.graphql', import.meta.url), 'utf8'))
    const fields = (schema.getType('ServiceNode') as GraphQLObjectType).getFields()
    const nameOf = (name: string): string => (name === 'nodeId' ? 'id' : name)
    const names = [...SERVICE_NODE_FIELDS.map(([name]) => nameOf(name)), ...GRAPHQL_ONLY]
    const place = 'the type ServiceNode in api/schema.graphql'
    expect(differences([place, Object.keys(fields)], ['muster.service_nodes', names])).toEqual([])
    for (const [name, { kind, isNullable }] of SERVICE_NODE_FIELDS) {
      const type = fields[nameOf(name)]?.type
      if (type === undefined) throw new Error(`There is no field ${name}.`)
      expect({ name, isNullable: !(type instanceof GraphQLNonNull) }).toEqual({ name, isNullable })
      expect(GRAPHQL_TYPES[kind]).toContain(getNamedType(type).name)
    }
  })

  it('give a sentence that names the place when one is forgotten', () => {
    expect(differences(['the table', ['ip', 'zone']], ['muster.things', ['ip', 'region']])).toEqual([
      'Add "region" to the table, or remove it from the columns of muster.things in indexer/store/tables.ts.',
      'Add "zone" to the columns of muster.things in indexer/store/tables.ts, or remove it from the table.',
    ])
  })
})
