import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SERVICE_NODE_STATUSES, STATUS_NAMES, statusNameOf } from '../../../shared/serviceNode/status.ts'

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** The names in the list that follows `head`, in their order. Descriptions are left out. */
const namesAfter = (path: string, head: string): string[] => {
  const text = textOf(path)
  const from = text.indexOf(head) + head.length
  const list = text.slice(from, text.indexOf(head.endsWith('(') ? ')' : '}', from))
  return list.replace(/"{3}.*?"{3}/gs, '').match(/[A-Za-z]+/g) ?? []
}

describe('the statuses of a service node', () => {
  it("have the names and the order of the contract's enum", () => {
    const names = namesAfter('contracts/interfaces/IServiceNodeRegistry.sol', 'enum Status {')
    expect(names).toEqual(['None', ...STATUS_NAMES])
    expect(names.map((_, number) => statusNameOf(number))).toEqual([undefined, ...STATUS_NAMES])
    expect(statusNameOf(names.length)).toBeUndefined()
  })

  it('have the names of the table and of the GraphQL schema', () => {
    expect(namesAfter('indexer/migrations/0001_tables.sql', 'check (status in (')).toEqual(SERVICE_NODE_STATUSES)
    expect(namesAfter('api/schema.graphql', 'enum ServiceNodeStatus {')).toEqual(SERVICE_NODE_STATUSES)
  })
})
