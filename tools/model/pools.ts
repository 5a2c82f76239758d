import { type Hex, zeroAddress } from 'viem'
import type { Registration } from './operation.ts'
import type { PoolTerms } from './poolOperation.ts'
import type { ModelState } from './state.ts'

/** The contracts' numbers of `IContributionPools.PoolState`. */
export const POOL_STATE = { None: 0, Open: 1, Registered: 2, Closed: 3 } as const
export type PoolState = (typeof POOL_STATE)[keyof typeof POOL_STATE]

export const PLACES_MAX = 10

/** A new contributor adds at least this fraction (1/n) of the stake, or all of the remainder. */
const NEWCOMER_PARTS = 100n

const BPS = 10_000n

/** A slot that is only reserved, or one that is taken. */
export type ModelPlace = {
  contributor: Hex
  /** Reserved minimum; undefined: taken. */
  reserved: bigint | undefined
  brought: bigint
  /** The zero address: the contributor. */
  beneficiary: Hex
  contributedAt: number
  paid: bigint
}

export type ModelPool = {
  readonly poolId: bigint
  readonly operator: Hex
  readonly terms: PoolTerms
  readonly termsHash: Hex
  state: PoolState
  /** All registrations so far, of which the last one counts. */
  readonly registrations: Registration[]
  /** The operator's first. Emptied slots of a pool that is over are `undefined`. */
  readonly places: (ModelPlace | undefined)[]
  nodeId: number
  registeredAt: number
}

export const totalOf = ({ places }: ModelPool): bigint =>
  places.reduce((sum, place) => sum + (place === undefined ? 0n : place.brought), 0n)

export const isFull = (pool: ModelPool): boolean => totalOf(pool) === pool.terms.requirement

/** Refunds only: cancelled, past its deadline, or with an outdated requirement. */
export const isOver = (state: ModelState, pool: ModelPool, time: number): boolean =>
  pool.state === POOL_STATE.Closed || (pool.state === POOL_STATE.Open && isPast(state, pool, time))

/** Holds for an Open pool only. */
export const isPast = (state: ModelState, { terms }: ModelPool, time: number): boolean =>
  time > terms.deadline || terms.requirement !== state.parameters.stakingRequirement

export const lastRegistration = ({ registrations }: ModelPool): Registration => {
  const last = registrations.at(-1)
  if (last === undefined) throw new RangeError('A pool has a registration from its opening on.')
  return last
}

/** Index of a contributor's slot, reserved or taken; -1: none. */
export const indexOf = ({ places }: ModelPool, contributor: Hex): number =>
  places.findIndex((place) => place?.contributor === contributor)

/** Index of the slot that a contributor has taken; -1: none. */
export const takenIndexOf = ({ places }: ModelPool, contributor: Hex): number =>
  places.findIndex((place) => place?.contributor === contributor && place.reserved === undefined)

/** Returns a slot that exists. */
export const placeAt = ({ poolId, places }: ModelPool, index: number): ModelPlace => {
  const place = places[index]
  if (place === undefined) throw new RangeError(`Pool ${poolId} has no place ${index}.`)
  return place
}

export const beneficiaryOf = ({ contributor, beneficiary }: ModelPlace): Hex =>
  beneficiary === zeroAddress ? contributor : beneficiary

/**
 * Bounds of a contribution to an open pool; undefined: no slot is left for the contributor. Amounts reserved for others
 * are excluded. A new contributor adds an equal part, so that the slots cannot be filled without the stake.
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

/** The part, at least `least`, at most `max`, and not zero. */
const bounded = (part: bigint, least: bigint, max: bigint): bigint => {
  const raised = part > least ? part : least
  const cut = raised < max ? raised : max
  return cut > 1n ? cut : 1n
}

const ceilingOf = (amount: bigint, parts: bigint): bigint => amount / parts + (amount % parts === 0n ? 0n : 1n)

/** Lifetime payments for the pool's node, base units. */
export const receiptsOf = (state: ModelState, { nodeId }: ModelPool): { rewards: bigint; principal: bigint } => {
  const node = state.nodes.get(nodeId)
  return { rewards: node?.rewardsPaid ?? 0n, principal: node?.paid ? node.principal : 0n }
}

/**
 * Lifetime earnings of a slot. Rewards: the fee first, the rest in proportion, both rounded down. Principal: the
 * contribution; the operator bears the whole loss.
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

/** The pool that owns this node. */
export const poolOfNode = (state: ModelState, nodeId: number): ModelPool | undefined =>
  [...state.pools.values()].find((pool) => pool.nodeId === nodeId && nodeId !== 0)
