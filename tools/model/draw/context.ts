import type { Hex } from 'viem'
import type { Random } from '../createRandom.ts'
import type { ModelPool } from '../modelPool.ts'
import type { Block, Parameters } from '../operation.ts'
import type { SignedPermit } from '../registration.ts'
import type { ModelNode, ModelState } from '../state.ts'

/** What a random operation is drawn from: the model's state, never the contracts'. */
export type DrawContext = {
  readonly random: Random
  readonly state: ModelState
  readonly actors: readonly Hex[]
  /** The block that the operation will be in. */
  readonly block: Block
  readonly memory: DrawMemory
  /** The node that the operation was planned for. */
  readonly focus: number | undefined
  /** The contribution pool that it was planned for, and whose place in it. */
  readonly place?: PlannedPlace | undefined
}

/** `newest`: the pool that is opened last when the time has come. */
export type PlannedPlace = { readonly poolId: bigint | 'newest'; readonly contributor?: Hex }

/** What earlier draws left for later ones. */
export type DrawMemory = {
  /** Keys that no node registered yet begin here. */
  nextKey: number
  /** Permits that somebody showed to the token before their owner used them. */
  readonly shownPermits: Map<Hex, SignedPermit>
  readonly scheduled: Parameters[]
}

/** A node, most often one that fits; undefined: there is no node at all. */
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

/** A contribution pool, most often one that fits; undefined: there is none at all. */
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

/** Seconds until a deadline: often none, which is just in time. */
export const drawWait = ({ random }: DrawContext, max: bigint): bigint => (random.chance(0.3) ? 0n : random.amount(max))

/** Mostly the right one. */
export const mostly = <T>({ random }: DrawContext, right: T, wrong: () => T): T =>
  random.chance(RIGHT) ? right : wrong()

const RIGHT = 0.95
