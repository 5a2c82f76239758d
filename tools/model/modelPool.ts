import type { Hex } from 'viem'
import type { PoolTerms } from './poolOperation.ts'
import type { Registration } from './registration.ts'

/** The contracts' numbers of `IContributionPools.PoolState`. */
export const POOL_STATE = { None: 0, Open: 1, Registered: 2, Closed: 3 } as const
export type PoolState = (typeof POOL_STATE)[keyof typeof POOL_STATE]

/** A place that is reserved and not taken, or one that a contributor took. */
export type ModelPlace = {
  contributor: Hex
  /** Kept for the contributor until they bring it; undefined: taken. */
  reserved: bigint | undefined
  brought: bigint
  /** The zero address: the contributor. */
  beneficiary: Hex
  contributedAt: number
  paid: bigint
  /** The zero address: it is not offered. */
  offeredTo: Hex
}

export type ModelPool = {
  readonly poolId: bigint
  readonly opener: Hex
  readonly terms: PoolTerms
  readonly termsHash: Hex
  state: PoolState
  /** All there were, the last one counts. */
  readonly registrations: Registration[]
  /** The opener's first. Of a pool that is over, those given back are `undefined`. */
  readonly places: (ModelPlace | undefined)[]
  nodeId: number
  registeredAt: number
}
