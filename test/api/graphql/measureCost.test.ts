import { parse } from 'graphql/index.js'
import { describe, expect, it } from 'vitest'
import { measureCost } from '../../../api/graphql/measureCost.ts'
import { processorMs } from '../../../tools/corpus/processorMs.ts'

const cost = (query: string, variables?: Record<string, unknown>, operationName?: string) =>
  measureCost({ document: parse(query), variables, operationName })

describe('the cost of a query', () => {
  it('counts what lies below nodes and edges once for each row asked for', () => {
    expect(cost('{ serviceNodes(first: 10) { nodes { id ip } } }')).toBe(20 + 1 + 10 * 2)
    expect(cost('{ serviceNodes(first: 10) { edges { cursor node { id } } } }')).toBe(20 + 1 + 10 * 3)
  })

  it('does not multiply what is there once', () => {
    const once = cost('{ serviceNodes(first: 1) { totalCount pageInfo { endCursor } block { number } nodes { id } } }')
    const many = cost(
      '{ serviceNodes(first: 1000) { totalCount pageInfo { endCursor } block { number } nodes { id } } }',
    )
    expect(many - once).toBe(999)
  })

  it('takes the page size from variables, their defaults, and the schema', () => {
    expect(cost('query($n: Int!) { serviceNodes(first: $n) { nodes { id } } }', { n: 7 })).toBe(28)
    expect(cost('query($n: Int! = 9) { serviceNodes(first: $n) { nodes { id } } }')).toBe(30)
    expect(cost('{ serviceNodes { nodes { id } } }')).toBe(71)
  })

  it.each([-5, 0, 1e9, 'x', null, Number.NaN])('counts a page of %j as the largest', (n) => {
    expect(cost('query($n: Int) { serviceNodes(first: $n) { nodes { id } } }', { n })).toBe(1_021)
  })

  it('sees through fragments, and keeps their page size apart', () => {
    const query = `
      { a: serviceNodes(first: 2) { ...Page } b: serviceNodes(first: 5) { ... on ServiceNodeConnection { ...Page } } }
      fragment Page on ServiceNodeConnection { nodes { ...Row } }
      fragment Row on ServiceNode { id ip }`
    expect(cost(query)).toBe(20 + 1 + 4 + (20 + 1 + 10))
  })

  it('measures fragments that double at each of 40 levels in no time', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`)
    const query = `{ ...F0 } ${levels.join('\n')} fragment F40 on Query { status { state } }`
    const start = processorMs()
    expect(cost(query)).toBe(6 * 2 ** 40)
    expect(processorMs() - start).toBeLessThan(500)
  })

  it('weighs a field of Query more, not one of the same name elsewhere', () => {
    expect(cost('{ status { state } }')).toBe(6)
    expect(cost('{ serviceNodes(first: 10) { nodes { status } } }')).toBe(31)
    expect(cost('{ serviceNodes(first: 10) { totalCount } }')).toBe(120)
  })

  it('weighs a state of the past more, however it is named', () => {
    const page = (at: string) => `serviceNodes(first: 10${at}) { nodes { id } }`
    const head = cost(`{ ${page('')} }`)
    expect(cost(`{ ${page(', at: { timestamp: "5" }')} }`)).toBe(head + 2_000)
    expect(cost(`query($at: BlockRef) { ${page(', at: $at')} }`, { at: { block: '5' } })).toBe(head + 2_000)
    expect(cost(`{ ${page(', at: null')} }`)).toBe(head)
    expect(cost('{ network(at: { epoch: "1" }) { totalPrincipal } }')).toBe(200 + 1 + 2_000)
  })

  it('is that of the operation that is run', () => {
    expect(cost('query A { status { state } } query B { nodeList { root } }', {}, 'A')).toBe(6)
    expect(cost('query A { status { state } } query B { nodeList { root } }', {}, 'B')).toBe(5_001)
  })
})
