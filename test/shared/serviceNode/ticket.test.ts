import { describe, expect, it } from 'vitest'
import { splitTicket } from '../../../shared/serviceNode/ticket.ts'

describe('splitTicket', () => {
  it.each([
    [0, { source: 0, round: 0 }],
    [1_000, { source: 0, round: 1_000 }],
    [2 ** 40 - 1, { source: 0, round: 2 ** 40 - 1 }],
    [2 ** 40 + 7, { source: 1, round: 7 }],
    [2 ** 48 - 1, { source: 255, round: 2 ** 40 - 1 }],
  ])('splits %i into source and round', (ticket, expected) => {
    expect(splitTicket(ticket)).toEqual(expected)
  })
})
