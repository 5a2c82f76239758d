import { describeTokens } from '../../../shared/format/amounts.ts'
import { ContributionRefusedError, ReservationRefusedError } from './errors.ts'
import type { Reservation } from './readReservations.ts'

/** The opener brings at least one part in so many. */
const QUARTERS = 4n

/**
 * The amount that the opener brings, in base units. By default it is a quarter, rounded up. If all places are reserved, it
 * is the rest, which no other contributor could bring.
 *
 * @param said the amount that the opener names
 * @throws ReservationRefusedError if too much is reserved, ContributionRefusedError if `said` is out of bounds
 */
export const chooseAmount = (
  said: bigint | undefined,
  terms: { readonly requirement: bigint; readonly reservations: readonly Reservation[]; readonly placesMax: number },
): bigint => {
  const { requirement, reservations, placesMax } = terms
  const reserved = reservations.reduce((sum, { least }) => sum + least, 0n)
  const min = (requirement + QUARTERS - 1n) / QUARTERS
  const max = requirement - reserved
  if (max < min) {
    const reason =
      `${describeTokens(reserved)} are to be reserved, and at most ${describeTokens(requirement - min)} can be: ` +
      'the opener brings at least a quarter'
    throw new ReservationRefusedError({ reason })
  }
  if (said === undefined) return reservations.length === placesMax - 1 ? max : min
  if (said < min || said > max) throw new ContributionRefusedError({ amount: said, min, max, who: 'the opener' })
  return said
}
