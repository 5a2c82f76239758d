import type { Hex } from 'viem'
import type { ModelPool } from '../../modelPool.ts'
import { beneficiaryOf, dueTo, placeAt, receiptsOf } from '../../pools.ts'
import { type ModelState, reach, STATUS } from '../../state.ts'

/** Credits the earnings of a slot until now to its beneficiary. The node's rewards were paid before. */
export const settlePlace = (state: ModelState, pool: ModelPool, index: number): void => {
  const place = placeAt(pool, index)
  const due = dueTo(state, pool, index)
  if (due === 0n) return
  place.paid += due
  const beneficiary = beneficiaryOf(place)
  state.credit.set(beneficiary, creditOf(state, beneficiary) + due)
  noteEnd(state, pool)
}

export const creditOf = (state: ModelState, beneficiary: Hex): bigint => state.credit.get(beneficiary) ?? 0n

/** Final state: the node's rewards and principal were paid, and every slot has its part. */
const noteEnd = (state: ModelState, pool: ModelPool): void => {
  const node = state.nodes.get(pool.nodeId)
  if (!node?.paid || pool.places.some((_, index) => dueTo(state, pool, index) > 0n)) return
  const { rewards, principal } = receiptsOf(state, pool)
  if (rewards === 0n) return
  const lost = principal < pool.terms.requirement
  reach(state, node.status === STATUS.Removed && lost ? 'penalized pool paid out' : 'pool paid out')
}
