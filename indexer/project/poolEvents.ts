import type { Hex } from 'viem'
import type { Pool, PoolPlace } from '../../shared/pools/columns.ts'
import type { Block, EventOf } from './types.ts'

/** An event of one pool. `CreditPaid` is of all pools together. */
export type PoolEvent = Exclude<EventOf<'CONTRIBUTION_POOLS'>, { eventName: 'CreditPaid' }>

/** An event of one pool by its name. */
export type PoolEventOf<Name extends PoolEvent['eventName']> = Extract<PoolEvent, { eventName: Name }>

/** A pool and its places by slot. Places from `pool.slotCount` on are empty. */
export type PoolWithPlaces = { readonly pool: Pool; readonly places: readonly PoolPlace[] }

/** Block and address of the emitter of an event: the contract of the pools. */
export type PoolContext = { readonly block: Block; readonly contract: Hex }

/** The fields of an empty place. */
export const EMPTY_PLACE = {
  contributor: null,
  beneficiary: null,
  pendingContributor: null,
  amount: 0n,
  least: null,
  contributedAt: null,
  paid: 0n,
} as const satisfies Partial<PoolPlace>
