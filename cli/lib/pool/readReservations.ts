import type { Hex } from 'viem'
import { parseTokens } from '../../output/amounts.ts'
import { checkAddress } from '../input/address.ts'
import { OptionInvalidError } from '../input/errors.ts'
import { readJsonFile } from '../input/readJsonFile.ts'
import { ReservationRefusedError } from './errors.ts'

/** A place that is kept for a contributor of at least `least` base units. */
export type Reservation = { readonly contributor: Hex; readonly least: bigint }

/** More than a contract could keep. The exact bound is the contract's. */
const RESERVATIONS_READ_MAX = 100

const FILE_BYTES_MAX = 65_536

const KIND = { format: 'muster-pool-reservations', version: 1, fields: ['reservations'] } as const

const ZERO_ADDRESS: Hex = `0x${'00'.repeat(20)}`

const parse = (option: string, address: string, amount: string): Reservation => {
  const contributor = checkAddress(option, address)
  if (contributor === ZERO_ADDRESS) {
    throw new OptionInvalidError({ option, reason: 'must name a contributor, not the zero address' })
  }
  return { contributor, least: parseTokens(option, amount) }
}

/** Reads one `ADDRESS:AMOUNT` of the command line, the amount in tokens. */
const parseReservation = (text: string): Reservation => {
  const [address = '', amount = '', ...rest] = text.split(':')
  if (amount === '' || rest.length > 0) {
    throw new OptionInvalidError({
      option: '--reserve',
      reason: 'must be ADDRESS:AMOUNT, such as 0x…:1500',
      value: text,
    })
  }
  return parse('--reserve', address, amount)
}

/** A file of `{ format, version, reservations: [{ contributor, least }] }`, the amounts in tokens, in quotes. */
const readReservationFile = async (file: string): Promise<Reservation[]> => {
  const object = await readJsonFile(file, FILE_BYTES_MAX, KIND)
  return object
    .objects('reservations', ['contributor', 'least'], RESERVATIONS_READ_MAX)
    .map((entry) => parse(file, entry.text('contributor'), entry.text('least')))
}

/**
 * The places to reserve: those of the command line in order, then those of a file.
 *
 * @param limits the opener has a place of its own; there are `placesMax` in all
 * @throws ReservationRefusedError, OptionInvalidError, FileMalformedError, FileTooLargeError, FileUnreadableError
 */
export const readReservations = async (
  { texts, file }: { readonly texts: readonly string[]; readonly file: string | undefined },
  limits: { readonly opener: Hex; readonly placesMax: number },
): Promise<Reservation[]> => {
  const ofFile = file === undefined ? [] : await readReservationFile(file)
  const all = [...texts.map(parseReservation), ...ofFile]
  const placesForOthers = limits.placesMax - 1
  if (all.length > placesForOthers) {
    const reason = `${all.length} places are to be reserved; beside the opener's there are ${placesForOthers}`
    throw new ReservationRefusedError({ reason })
  }
  const seen = new Set<Hex>()
  for (const { contributor } of all) {
    if (contributor === limits.opener.toLowerCase()) {
      throw new ReservationRefusedError({
        reason: `${contributor} is the opener, who has a place: reserve for others`,
      })
    }
    if (seen.has(contributor)) {
      throw new ReservationRefusedError({ reason: `${contributor} has two reservations: name each once` })
    }
    seen.add(contributor)
  }
  return all
}
