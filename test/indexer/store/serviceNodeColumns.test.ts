import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLNonNull, type GraphQLObjectType, getNamedType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrate } from '../../../indexer/migrate.ts'
import { createDatabase, type Sql } from '../../../indexer/store/database.ts'
import { COLUMN_TYPES, type ColumnKind } from '../../../shared/database/columns.ts'
import { SERVICE_NODE_FIELDS } from '../../../shared/serviceNode/columns.ts'
import { type SharedPostgres, sharePostgres } from '../../helpers/sharedPostgres.ts'

const DESCRIPTOR = 'SERVICE_NODE_COLUMNS in shared/serviceNode/columns.ts'

/** Columns of a version that are not fields of the node. */
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

/** A sentence for each name that only one side has. */
const differences = (place: string, names: readonly string[], described: readonly string[]): string[] => [
  ...described
    .filter((name) => !names.includes(name))
    .map((name) => `Add "${name}" to ${place}, or remove it from ${DESCRIPTOR}.`),
  ...names
    .filter((name) => !described.includes(name))
    .map((name) => `Add "${name}" to ${DESCRIPTOR}, or remove it from ${place}.`),
]

type FoundColumn = { name: string; type: string; isNullable: boolean }

describe('the columns of a service node', () => {
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

  const columnsOf = async (schema: string): Promise<FoundColumn[]> => [
    ...(await sql<FoundColumn[]>`
      select column_name as name, data_type as type, is_nullable = 'YES' as "isNullable"
      from information_schema.columns
      where table_schema = ${schema} and table_name = 'service_nodes'
      order by column_name`),
  ]
  const described = SERVICE_NODE_FIELDS.map(([, { column }]) => column)

  it('are those of the table, with its types', async () => {
    const found = await columnsOf('muster')
    const place = 'the table muster.service_nodes (a new file in indexer/migrations)'
    const names = found.map(({ name }) => name)
    expect(differences(place, names, [...described, ...RANGE])).toEqual([])
    const byName = new Map(found.map((column) => [column.name, column]))
    for (const [, { column, kind, isNullable }] of SERVICE_NODE_FIELDS)
      expect(byName.get(column)).toEqual({ name: column, type: COLUMN_TYPES[kind], isNullable })
  })

  it('are those of the view that the API reads', async () => {
    const found = await columnsOf('muster_api')
    const place = 'the view muster_api.service_nodes (a new file in indexer/migrations)'
    const names = found.map(({ name }) => name)
    expect(differences(place, names, [...described, ...RANGE])).toEqual([])
  })

  it('are fields of the GraphQL type, with its types', () => {
    const schema = buildSchema(readFileSync(new URL('../../../api/schema.graphql', import.meta.url), 'utf8'))
    const fields = (schema.getType('ServiceNode') as GraphQLObjectType).getFields()
    const nameOf = (name: string): string => (name === 'nodeId' ? 'id' : name)
    const names = [...SERVICE_NODE_FIELDS.map(([name]) => nameOf(name)), ...GRAPHQL_ONLY]
    expect(differences('the type ServiceNode in api/schema.graphql', Object.keys(fields), names)).toEqual([])
    for (const [name, { kind, isNullable }] of SERVICE_NODE_FIELDS) {
      const type = fields[nameOf(name)]?.type
      if (type === undefined) throw new Error(`There is no field ${name}.`)
      expect({ name, isNullable: !(type instanceof GraphQLNonNull) }).toEqual({ name, isNullable })
      expect(GRAPHQL_TYPES[kind]).toContain(getNamedType(type).name)
    }
  })

  it('give a sentence that names the place when one is forgotten', () => {
    expect(differences('the table', ['ip', 'zone'], ['ip', 'region'])).toEqual([
      `Add "region" to the table, or remove it from ${DESCRIPTOR}.`,
      `Add "zone" to ${DESCRIPTOR}, or remove it from the table.`,
    ])
  })
})
