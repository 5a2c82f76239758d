import type { Hex } from 'viem'
import type { Random } from '../createRandom.ts'
import type { ModelPool } from '../modelPool.ts'
import type { Block, Change } from '../operation.ts'
import type { SignedPermit } from '../registration.ts'
import type { ModelNode, ModelState } from '../state.ts'

/** Source of a random operation: the model's state, never the contracts'. */
export type DrawContext = {
  readonly random: Random
  readonly state: ModelState
  readonly actors: readonly Hex[]
  /** The block of the operation. */
  readonly block: Block
  readonly memory: DrawMemory
  /** The node of a planned operation. */
  readonly focus: number | undefined
  /** The contribution pool of a planned operation, and the owner of the slot. */
  readonly place?: PlannedPlace | undefined
  readonly stale?: StaleKey | undefined
}

/** Kind of key of which a planned operation brings one that its node has replaced. */
export type StaleKey = 'key' | 'identity'

/** `newest`: the newest pool at the time of the operation. */
export type PlannedPlace = { readonly poolId: bigint | 'newest'; readonly contributor?: Hex }

/** State that earlier draws leave for later ones. */
export type DrawMemory = {
  /** First key that no node has registered yet. */
  nextKey: number
  /** Permits that a stranger showed to the token before their owner used them. */
  readonly shownPermits: Map<Hex, SignedPermit>
  readonly scheduled: Change[]
}

/** A node, mostly one that fits; undefined: there are no nodes. */
export const pickNode = (
  { random, state, focus }: DrawContext,
  fits: (node: ModelNode) => boolean = () => true,
): ModelNode | undefined => {
  if (focus !== undefined) return state.nodes.get(focus)
  const all = [...state.nodes.values()]
  const fitting = all.filter(fits)
  const pool = fitting.length > 0 && random.chance(PREFERRED) ? fitting : all
  return pool.length === 0 ? undefined : random.pick(pool)
}

const PREFERRED = 0.95

/** A contribution pool, mostly one that fits; undefined: there are none. */
export const pickPool = (
  { random, state, place }: DrawContext,
  fits: (pool: ModelPool) => boolean = () => true,
): ModelPool | undefined => {
  if (place !== undefined) return state.pools.get(place.poolId === 'newest' ? BigInt(state.pools.size) : place.poolId)
  const all = [...state.pools.values()]
  const fitting = all.filter(fits)
  const pools = fitting.length > 0 && random.chance(PREFERRED) ? fitting : all
  return pools.length === 0 ? undefined : random.pick(pools)
}

export const pickActor = ({ random, actors }: DrawContext): Hex => random.pick(actors)

/** Seconds until a deadline, often 0, which is just in time. */
export const drawWait = ({ random }: DrawContext, max: bigint): bigint => (random.chance(0.3) ? 0n : random.amount(max))

/** Mostly the valid one. */
export const mostly = <T>({ random }: DrawContext, right: T, wrong: () => T): T =>
  random.chance(RIGHT) ? right : wrong()

const RIGHT = 0.95
