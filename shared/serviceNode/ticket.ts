/** Bits of a ticket below the number of its source. */
const ROUND_VALUES = 2 ** 40

/** A node's ticket: its seed is drawn from this round of this source of randomness. */
export type Ticket = {
  /** Number of the source in the registry, from 0. */
  readonly source: number
  /** Counted from 1. */
  readonly round: number
}

/** Splits a ticket as the registry stores it, `u8 source | u40 round`. */
export const splitTicket = (ticket: number): Ticket => ({
  source: Math.floor(ticket / ROUND_VALUES),
  round: ticket % ROUND_VALUES,
})
