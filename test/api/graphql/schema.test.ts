import { readFileSync } from 'node:fs'
import { buildClientSchema, buildSchema, getIntrospectionQuery, parseValue, printSchema } from 'graphql/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMusterSchema } from '../../../api/graphql/createMusterSchema.ts'
import { AddressScalar, BigIntScalar, DateTimeScalar, HashScalar } from '../../../api/graphql/scalars.ts'
import { type Api, askData, startApi } from '../startApi.ts'

const committed = printSchema(
  buildSchema(readFileSync(new URL('../../../api/schema.graphql', import.meta.url), 'utf8')),
)

describe('the schema', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi({ count: 8 })
  })
  afterAll(() => api.stop())

  it('that is served is the committed file, descriptions included', async () => {
    const introspection = await askData(api.app, getIntrospectionQuery({ oneOf: true, inputValueDeprecation: true }))
    expect(printSchema(buildClientSchema(introspection))).toBe(committed)
    expect(printSchema(createMusterSchema())).toBe(committed)
  })

  it('has no type called Node, which Relay and browsers have', () => {
    expect(createMusterSchema().getType('ServiceNode')).toBeDefined()
    expect(createMusterSchema().getType('Node')).toBeUndefined()
  })
})

describe('BigInt', () => {
  it.each(['0', '1', '18446744073709551615', (2n ** 256n - 1n).toString()])('takes %s and gives it back', (text) => {
    expect(BigIntScalar.parseValue(text)).toBe(BigInt(text))
    expect(BigIntScalar.serialize(BigInt(text))).toBe(text)
    expect(BigIntScalar.parseLiteral(parseValue(`"${text}"`))).toBe(BigInt(text))
    expect(BigIntScalar.parseLiteral(parseValue(text))).toBe(BigInt(text))
  })

  it.each([
    '',
    ' ',
    ' 1',
    '1 ',
    '01',
    '-1',
    '+1',
    '0x10',
    '1.0',
    '1e3',
    '1_000',
    '١',
    '9'.repeat(79),
    true,
    false,
    0,
    5,
    5n,
    1.5,
    null,
    [],
    ['1'],
    {},
  ])('refuses %s', (value) => {
    expect(() => BigIntScalar.parseValue(value)).toThrow('decimal string')
  })

  it.each(['-1', '1.5', 'true', 'null', '[]', 'ONE', '"01"'])('refuses the literal %s', (text) => {
    expect(() => BigIntScalar.parseLiteral(parseValue(text))).toThrow('decimal string')
  })
})

describe('Address and Hash', () => {
  it('take hex of any case and give lower case', () => {
    const address = `0x${'Ab'.repeat(20)}`
    expect(AddressScalar.serialize(AddressScalar.parseValue(address))).toBe(address.toLowerCase())
    const hash = `0x${'Cd'.repeat(32)}`
    expect(HashScalar.serialize(HashScalar.parseValue(hash))).toBe(hash.toLowerCase())
  })

  it.each([
    '',
    '0x',
    `${'ab'.repeat(20)}`,
    `0x${'ab'.repeat(19)}`,
    `0x${'ab'.repeat(20)}\n`,
    `0x${'zz'.repeat(20)}`,
    5,
    null,
  ])('refuse %j', (value) => {
    expect(() => AddressScalar.parseValue(value)).toThrow('40 hex digits')
    expect(() => HashScalar.parseValue(value)).toThrow('64 hex digits')
  })
})

describe('DateTime', () => {
  it.each([
    ['2026-11-22T10:00:00Z', 1_795_341_600n],
    ['2026-11-22T12:00:00+02:00', 1_795_341_600n],
    ['2026-11-22T10:00:00.999Z', 1_795_341_600n],
    ['1970-01-01T00:00:00Z', 0n],
    ['2028-02-29T00:00:00Z', 1_835_395_200n],
  ])('reads %s', (text, seconds) => {
    expect(DateTimeScalar.parseValue(text)).toBe(seconds)
  })

  it('writes whole seconds in UTC', () => {
    expect(DateTimeScalar.serialize(1_795_341_600n)).toBe('2026-11-22T10:00:00Z')
  })

  it.each([
    '2026-02-30T00:00:00Z',
    '2027-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22',
    '2026-11-22T10:00:00',
    '1969-12-31T23:59:59Z',
    '1795341600',
    1_795_341_600,
    '',
    null,
  ])('refuses %j', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow('RFC 3339')
  })
})
