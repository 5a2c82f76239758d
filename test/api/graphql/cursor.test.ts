import { describe, expect, it } from 'vitest'
import { type Cursor, decodeCursor, encodeCursor, walkOf } from '../../../api/graphql/cursor.ts'

const cursor: Cursor = {
  walk: walkOf({}, { field: 'ID', direction: 'ASC' }),
  blockNumber: 2_313n,
  blockHashStart: '6d96abdf9c491849',
  position: { value: 2n ** 256n - 1n, id: 2n ** 32n - 1n },
}

const forged = (text: string) => Buffer.from(text).toString('base64url')

describe('a cursor', () => {
  it('comes back as it was made', () => {
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor)
    const lowest = { ...cursor, position: { value: -1n, id: 1n } }
    expect(decodeCursor(encodeCursor(lowest))).toEqual(lowest)
  })

  it.each([
    ['empty', ''],
    ['no base64url', 'a b'],
    ['too long', 'A'.repeat(301)],
    ['of another version', forged(`2.${cursor.walk}.1.6d96abdf9c491849.1.1`)],
    ['of too few parts', forged(`1.${cursor.walk}.1.6d96abdf9c491849.1`)],
    ['of too many parts', forged(`1.${cursor.walk}.1.6d96abdf9c491849.1.1.1`)],
    ['with a number that is none', forged(`1.${cursor.walk}.x.6d96abdf9c491849.1.1`)],
    ['with a block below zero', forged(`1.${cursor.walk}.-1.6d96abdf9c491849.1.1`)],
    ['with a block beyond bigint', forged(`1.${cursor.walk}.9223372036854775808.6d96abdf9c491849.1.1`)],
    ['with an id beyond bigint', forged(`1.${cursor.walk}.1.6d96abdf9c491849.1.9223372036854775808`)],
    ['with SQL in it', forged(`1.${cursor.walk}.1.6d96abdf9c491849.1;drop table.1`)],
    ['with half a hash', forged(`1.${cursor.walk}.1.6d96.1.1`)],
  ])('that is %s is refused', (_what, text) => {
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }))
  })

  it('belongs to one filter and one order', () => {
    const walks = [
      walkOf({}, { field: 'ID', direction: 'ASC' }),
      walkOf({}, { field: 'ID', direction: 'DESC' }),
      walkOf({}, { field: 'PRINCIPAL', direction: 'ASC' }),
      walkOf({ status: [] }, { field: 'ID', direction: 'ASC' }),
      walkOf({ status: ['ACTIVE'] }, { field: 'ID', direction: 'ASC' }),
      walkOf({ operator: Buffer.alloc(20) }, { field: 'ID', direction: 'ASC' }),
      walkOf({ owner: Buffer.alloc(20) }, { field: 'ID', direction: 'ASC' }),
      walkOf({ identityProofValid: false }, { field: 'ID', direction: 'ASC' }),
    ]
    expect(new Set(walks).size).toBe(walks.length)
  })

  it('does not mind the order in which statuses are named', () => {
    const order = { field: 'ID', direction: 'ASC' } as const
    expect(walkOf({ status: ['ACTIVE', 'EXITED'] }, order)).toBe(
      walkOf({ status: ['EXITED', 'ACTIVE', 'EXITED'] }, order),
    )
  })
})
