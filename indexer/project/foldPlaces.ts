import type { Pool, PoolPlace, PoolState } from '../../shared/pools/columns.ts'
import { lower, offerOf } from './addresses.ts'
import { checkPoolValue, poolOutOfPlace } from './checkPool.ts'
import { EMPTY_PLACE, type PoolContext, type PoolEvent, type PoolEventOf, type PoolWithPlaces } from './poolEvents.ts'
import type { Block } from './types.ts'

/** Slots of a pool, the opener's included. */
const SLOTS_MAX = 10

const OPENER_SLOT = 0

/** Events about a place, each with the states of the pool that allow it. */
const STATES = {
  Contributed: ['OPEN'],
  Withdrawn: ['OPEN', 'CLOSED'],
  BeneficiaryChanged: ['OPEN', 'REGISTERED', 'CLOSED'],
  SlotOffered: ['REGISTERED'],
  SlotTransferred: ['REGISTERED'],
  Credited: ['REGISTERED'],
} as const satisfies Partial<Record<PoolEvent['eventName'], readonly PoolState[]>>

type PlaceEvent = PoolEventOf<keyof typeof STATES>

export const isPlaceEvent = (event: PoolEvent): event is PlaceEvent => event.eventName in STATES

/**
 * Folds an event about a place of a pool.
 *
 * @throws PoolEventOutOfPlaceError, PoolValueMismatchError, see `foldPool`
 */
export function foldPlaces(before: PoolWithPlaces, event: PlaceEvent, { block }: PoolContext): PoolWithPlaces {
  const { pool, places } = before
  const states: readonly PoolState[] = STATES[event.eventName]
  if (!states.includes(pool.state)) throw poolOutOfPlace(event, `the pool ${pool.state}`, block)
  if (event.eventName === 'Contributed') return contributed(before, event, block)
  const place = takenPlace(before, event, block)
  switch (event.eventName) {
    case 'Withdrawn':
      return withdrawn(before, place, event, block)
    case 'BeneficiaryChanged':
      checkHolder(place, event, event.args.contributor, block)
      return { pool, places: withPlace(places, { ...place, beneficiary: lower(event.args.beneficiary) }) }
    case 'SlotOffered':
      return { pool, places: withPlace(places, offered(before, place, event, block)) }
    case 'SlotTransferred':
      return { pool, places: withPlace(places, transferred(before, place, event, block)) }
    case 'Credited':
      return { pool, places: withPlace(places, credited(place, event, block)) }
  }
}

/** @throws PoolEventOutOfPlaceError, PoolValueMismatchError */
function contributed(before: PoolWithPlaces, event: PoolEventOf<'Contributed'>, block: Block): PoolWithPlaces {
  const { pool, places } = before
  const { added } = event.args
  const contributor = lower(event.args.contributor)
  const slot = slotOf(before, contributor) ?? pool.slotCount
  checkPoolValue(event, { name: 'slot', value: event.args.slot, computed: slot, block })
  if (slot >= SLOTS_MAX) throw poolOutOfPlace(event, 'no free slot', block)
  if (slot !== OPENER_SLOT && !isTaken(places[OPENER_SLOT])) throw poolOutOfPlace(event, 'no opener', block)
  if (block.timestamp > pool.deadline) throw poolOutOfPlace(event, 'the pool past its deadline', block)
  const place = slot < pool.slotCount ? places[slot] : undefined
  const amount = (place?.amount ?? 0n) + added
  const total = pool.total + added
  checkPoolValue(event, { name: 'amount', value: event.args.amount, computed: amount, block })
  checkPoolValue(event, { name: 'total', value: event.args.total, computed: total, block })
  const least = place?.least ?? 1n
  if (added < least) throw poolOutOfPlace(event, `a minimum of ${least}, above ${added}`, block)
  if (total > pool.requirement) throw poolOutOfPlace(event, `a requirement of ${pool.requirement}`, block)
  const after: Pool = {
    ...pool,
    total,
    slotCount: Math.max(pool.slotCount, slot + 1),
    reservedCount: pool.reservedCount - (place?.least == null ? 0 : 1),
  }
  const taken: PoolPlace = {
    poolId: pool.poolId,
    slot,
    ...EMPTY_PLACE,
    contributor,
    beneficiary: lower(event.args.beneficiary),
    amount,
    contributedAt: block.timestamp,
  }
  return { pool: after, places: withPlace(places, taken) }
}

/**
 * In an open pool the last place moves to the slot that is given up. Any other pool was closed just before: its place
 * stays, empty.
 *
 * @throws PoolEventOutOfPlaceError, PoolValueMismatchError
 */
function withdrawn(
  { pool, places }: PoolWithPlaces,
  place: PoolPlace,
  event: PoolEventOf<'Withdrawn'>,
  block: Block,
): PoolWithPlaces {
  checkHolder(place, event, event.args.contributor, block)
  const total = pool.total - place.amount
  checkPoolValue(event, { name: 'amount', value: event.args.amount, computed: place.amount, block })
  checkPoolValue(event, { name: 'total', value: event.args.total, computed: total, block })
  const { poolId, slot } = place
  const empty: PoolPlace = { poolId, slot, ...EMPTY_PLACE }
  if (pool.state === 'CLOSED') return { pool: { ...pool, total }, places: withPlace(places, empty) }
  if (slot === OPENER_SLOT) throw poolOutOfPlace(event, 'the opener in a pool OPEN', block)
  if (pool.total === pool.requirement) throw poolOutOfPlace(event, 'the pool full', block)
  const last = places[pool.slotCount - 1] as PoolPlace
  const moved = withPlace(places, { ...last, slot })
  return {
    pool: { ...pool, total, slotCount: last.slot },
    places: withPlace(moved, { ...empty, slot: last.slot }),
  }
}

/** @throws PoolEventOutOfPlaceError, PoolValueMismatchError */
function offered(before: PoolWithPlaces, place: PoolPlace, event: PoolEventOf<'SlotOffered'>, block: Block): PoolPlace {
  checkHolder(place, event, event.args.contributor, block)
  if (place.slot === OPENER_SLOT) throw poolOutOfPlace(event, "the opener's slot", block)
  const pendingContributor = offerOf(event.args.pendingContributor)
  if (pendingContributor !== null) checkHasNoSlot(before, event, pendingContributor, block)
  return { ...place, pendingContributor }
}

/** @throws PoolEventOutOfPlaceError, PoolValueMismatchError */
function transferred(
  before: PoolWithPlaces,
  place: PoolPlace,
  event: PoolEventOf<'SlotTransferred'>,
  block: Block,
): PoolPlace {
  const [from, to] = [lower(event.args.from), lower(event.args.to)]
  checkPoolValue(event, { name: 'from', value: from, computed: place.contributor, block })
  checkPoolValue(event, { name: 'to', value: to, computed: place.pendingContributor, block })
  checkHasNoSlot(before, event, to, block)
  return { ...place, contributor: to, beneficiary: to, pendingContributor: null }
}

/** @throws PoolValueMismatchError */
function credited(place: PoolPlace, event: PoolEventOf<'Credited'>, block: Block): PoolPlace {
  const paid = place.paid + event.args.amount
  checkPoolValue(event, {
    name: 'beneficiary',
    value: lower(event.args.beneficiary),
    computed: place.beneficiary,
    block,
  })
  checkPoolValue(event, { name: 'paid', value: event.args.paid, computed: paid, block })
  return { ...place, paid }
}

const isTaken = (place: PoolPlace | undefined): place is PoolPlace =>
  place !== undefined && place.contributedAt !== null

/** Returns the place that the event names. @throws PoolEventOutOfPlaceError if it is not taken */
function takenPlace({ places }: PoolWithPlaces, event: PlaceEvent, block: Block): PoolPlace {
  const place = places[event.args.slot]
  if (!isTaken(place)) throw poolOutOfPlace(event, `slot ${event.args.slot} not taken`, block)
  return place
}

/** Returns the slot of an account, taken or reserved. */
function slotOf({ pool, places }: PoolWithPlaces, account: string): number | undefined {
  return places.slice(0, pool.slotCount).find(({ contributor }) => contributor === account)?.slot
}

/** @throws PoolValueMismatchError */
function checkHolder(place: PoolPlace, event: PlaceEvent, contributor: `0x${string}`, block: Block): void {
  checkPoolValue(event, { name: 'contributor', value: lower(contributor), computed: place.contributor, block })
}

/** @throws PoolEventOutOfPlaceError */
function checkHasNoSlot(before: PoolWithPlaces, event: PlaceEvent, account: `0x${string}`, block: Block): void {
  const slot = slotOf(before, account)
  if (slot !== undefined) throw poolOutOfPlace(event, `${account} in slot ${slot}`, block)
}

/** Returns the places with one of them replaced, or added behind the last. */
function withPlace(places: readonly PoolPlace[], place: PoolPlace): PoolPlace[] {
  const changed = [...places]
  changed[place.slot] = place
  return changed
}
