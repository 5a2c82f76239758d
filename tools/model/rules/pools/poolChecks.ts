import { type Hex, zeroAddress } from 'viem'
import { type ModelPlace, type ModelPool, POOL_STATE, type PoolState } from '../../modelPool.ts'
import { isPayable } from '../../payable.ts'
import { placeAt, takenIndexOf } from '../../pools.ts'
import { type Refusal, refusal } from '../../rule.ts'
import type { ModelState } from '../../state.ts'

/** Refusals of a call for a pool that must be in one of these states. `more` is called only for such a pool. */
export const poolIn = (
  { pools }: ModelState,
  poolId: bigint,
  states: readonly PoolState[],
  more: (pool: ModelPool) => readonly (Refusal | undefined)[],
): Refusal[] => {
  const pool = pools.get(poolId)
  if (pool === undefined) return [refusal('PoolUnknown', poolId)]
  if (!states.includes(pool.state)) return [refusal('PoolStateNotAllowed', poolId, pool.state)]
  return more(pool).filter((reason) => reason !== undefined)
}

export const ANY_STATE = [POOL_STATE.Open, POOL_STATE.Registered, POOL_STATE.Closed] as const

/** The same, for the slot that the caller has taken. */
export const ownPlace = (
  pool: ModelPool,
  sender: Hex,
  more: (place: ModelPlace, index: number) => readonly (Refusal | undefined)[],
): readonly (Refusal | undefined)[] => {
  const index = takenIndexOf(pool, sender)
  if (index === -1) return [refusal('CallerNotContributor', pool.poolId, sender)]
  return more(placeAt(pool, index), index)
}

/** Contracts of the protocol cannot claim. The zero address names the contributor. */
export const beneficiaryRefusals = (state: ModelState, pool: ModelPool, beneficiary: Hex): Refusal[] =>
  beneficiary !== zeroAddress && !isPayable(state, beneficiary)
    ? [refusal('BeneficiaryInvalid', pool.poolId, beneficiary)]
    : []

/** The pool of a call that passed its checks. */
export const knownPool = ({ pools }: ModelState, poolId: bigint): ModelPool => {
  const pool = pools.get(poolId)
  if (pool === undefined) throw new RangeError(`The model has no pool ${poolId}.`)
  return pool
}
