import type { Ticket } from '../../shared/serviceNode/ticket.ts'
import type { Beacon, BeaconIndex } from './beacon.ts'
import type { ModelState } from './state.ts'

/** Seconds that a ticket can wait at most, by the hard bound of the beacon's contract. */
const WAIT_MAX = 7 * 86_400

export const timeOfRound = ({ genesis, period }: Beacon, round: number): number => genesis + (round - 1) * period

/** Number of the newest round that the beacon has made by this time. */
export const roundAt = ({ genesis, period }: Beacon, time: number): number => Math.floor((time - genesis) / period) + 1

/** Number of the last round that can be published at this time: no ticket asks for a later one. */
export const latestRoundAt = (beacon: Beacon, time: number): number => roundAt(beacon, time + WAIT_MAX)

export const beaconAt = (state: ModelState, index: BeaconIndex): Beacon => {
  const beacon = state.world.beacons[index]
  if (beacon === undefined) throw new RangeError(`The model has no beacon ${index}.`)
  return beacon
}

export const publishedBy = (state: ModelState, index: BeaconIndex): Set<number> => {
  const rounds = state.published[index]
  if (rounds === undefined) throw new RangeError(`The model has no beacon ${index}.`)
  return rounds
}

export const newestRound = (state: ModelState, index: BeaconIndex): number => Math.max(...publishedBy(state, index))

/**
 * Names the first round that the beacon makes at the first multiple of the stride, or after it, that is the lookahead
 * away from all that is known: the chain's clock, and the newest published round.
 */
export const namedRound = (state: ModelState, index: BeaconIndex, now: number): number => {
  const beacon = beaconAt(state, index)
  const known = Math.max(now, timeOfRound(beacon, newestRound(state, index)))
  const away = known + beacon.lookahead
  const target = away + ((beacon.stride - (away % beacon.stride)) % beacon.stride)
  const before = roundAt(beacon, target)
  return timeOfRound(beacon, before) === target ? before : before + 1
}

/** The source that tickets name now: its number in them. */
export const currentSource = (state: ModelState): number => state.sources.length - 1

/** The contract of a source. Throws if there is none of that number. */
export const beaconOfSource = (state: ModelState, source: number): BeaconIndex => {
  const index = state.sources[source]
  if (index === undefined) throw new RangeError(`The model has no source ${source}.`)
  return index
}

/** Whether the randomness of a ticket can be read. */
export const isDrawn = (state: ModelState, { source, round }: Ticket): boolean =>
  publishedBy(state, beaconOfSource(state, source)).has(round)
