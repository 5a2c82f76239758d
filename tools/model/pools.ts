import { type Hex, zeroAddress } from 'viem'
import { type ModelPlace, type ModelPool, POOL_STATE } from './modelPool.ts'
import type { Registration } from './registration.ts'
import type { ModelState } from './state.ts'

export const PLACES_MAX = 10

/** A newcomer brings at least this share (1/n) of the stake, or all that is left. */
const NEWCOMER_PARTS = 100n

const BPS = 10_000n

export const totalOf = ({ places }: ModelPool): bigint =>
  places.reduce((sum, place) => sum + (place === undefined ? 0n : place.brought), 0n)

export const isFull = (pool: ModelPool): boolean => totalOf(pool) === pool.terms.requirement

/** Nothing but refunds: cancelled, over its deadline, or asking for another stake than the registry. */
export const isOver = (state: ModelState, pool: ModelPool, time: number): boolean =>
  pool.state === POOL_STATE.Closed || (pool.state === POOL_STATE.Open && isPast(state, pool, time))

/** Whether an Open pool can no longer be filled. */
export const isPast = (state: ModelState, { terms }: ModelPool, time: number): boolean =>
  time > terms.deadline || terms.requirement !== state.parameters.stakingRequirement

export const lastRegistration = ({ registrations }: ModelPool): Registration => {
  const last = registrations.at(-1)
  if (last === undefined) throw new RangeError('A pool has a registration from its opening on.')
  return last
}

/** Index of a contributor's place, reserved or taken; -1: none. */
export const indexOf = ({ places }: ModelPool, contributor: Hex): number =>
  places.findIndex((place) => place?.contributor === contributor)

/** Index of the place that a contributor has taken; -1: none. */
export const takenIndexOf = ({ places }: ModelPool, contributor: Hex): number =>
  places.findIndex((place) => place?.contributor === contributor && place.reserved === undefined)

/** The place, which is there. */
export const placeAt = ({ poolId, places }: ModelPool, index: number): ModelPlace => {
  const place = places[index]
  if (place === undefined) throw new RangeError(`Pool ${poolId} has no place ${index}.`)
  return place
}

export const beneficiaryOf = ({ contributor, beneficiary }: ModelPlace): Hex =>
  beneficiary === zeroAddress ? contributor : beneficiary

/**
 * Bounds of a contribution to a pool that takes contributions. Returns undefined if no place is left for the contributor.
 * Reservations of others are excluded. A newcomer brings an equal part, so that the last places cannot be filled without
 * the stake.
 */
export const boundsOf = (pool: ModelPool, contributor: Hex): { min: bigint; max: bigint } | undefined => {
  const own = pool.places.find((place) => place?.contributor === contributor)
  const keptForOthers = pool.places.reduce((sum, place) => (place === own ? sum : sum + (place?.reserved ?? 0n)), 0n)
  const max = pool.terms.requirement - totalOf(pool) - keptForOthers
  if (own !== undefined) return { min: own.reserved ?? 1n, max }
  const free = BigInt(PLACES_MAX - pool.places.length)
  if (free === 0n) return undefined
  return { min: bounded(ceilingOf(max, free), pool.terms.requirement / NEWCOMER_PARTS, max), max }
}

/** The part, but no less than `least`, no more than `max`, and something. */
const bounded = (part: bigint, least: bigint, max: bigint): bigint => {
  const raised = part > least ? part : least
  const cut = raised < max ? raised : max
  return cut > 1n ? cut : 1n
}

const ceilingOf = (amount: bigint, parts: bigint): bigint => amount / parts + (amount % parts === 0n ? 0n : 1n)

/** Base units that the pool's node was ever paid. */
export const receiptsOf = (state: ModelState, { nodeId }: ModelPool): { rewards: bigint; principal: bigint } => {
  const node = state.nodes.get(nodeId)
  return { rewards: node?.rewardsPaid ?? 0n, principal: node?.paid ? node.principal : 0n }
}

/**
 * Base units that a place got in its life. Rewards: the fee first, the rest by share, both rounded down. Principal: the
 * contribution of each. The opener bears what is missing of the stake.
 */
const gotBy = (state: ModelState, pool: ModelPool, index: number): bigint => {
  const { rewards, principal } = receiptsOf(state, pool)
  const { brought } = placeAt(pool, index)
  const { requirement, feeBps } = pool.terms
  const fee = (rewards * BigInt(feeBps)) / BPS
  const share = ((rewards - fee) * brought) / requirement
  if (index !== 0) return share + (principal === 0n ? 0n : brought)
  const othersBrought = requirement - brought
  return share + fee + (principal === 0n ? 0n : principal - othersBrought)
}

export const dueTo = (state: ModelState, pool: ModelPool, index: number): bigint =>
  gotBy(state, pool, index) - placeAt(pool, index).paid

/** The pool whose node this is. */
export const poolOfNode = (state: ModelState, nodeId: number): ModelPool | undefined =>
  [...state.pools.values()].find((pool) => pool.nodeId === nodeId && nodeId !== 0)
