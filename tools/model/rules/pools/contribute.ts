import { zeroAddress } from 'viem'
import { type ModelPool, POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { ContributeCall } from '../../poolOperation.ts'
import { boundsOf, indexOf, isFull, isPast, placeAt } from '../../pools.ts'
import { type Refusal, type Rule, refusal } from '../../rule.ts'
import { type ModelState, reach } from '../../state.ts'
import { type PermittedPull, permittedPull, permittedPullRefusals } from '../../token.ts'
import { beneficiaryRefusals, knownPool, poolIn } from './poolChecks.ts'

export const contribute: Rule<ContributeCall> = {
  refusals: (state, call, { time }) =>
    poolIn(state, call.poolId, [POOL_STATE.Open], (pool) => [
      onlyIf(time < state.pausedUntil, 'PoolsArePaused', state.pausedUntil),
      onlyIf(call.termsHash !== pool.termsHash, 'TermsDiffer', call.poolId, call.termsHash, pool.termsHash),
      ...(isPast(state, pool, time)
        ? [refusal('PoolOver', call.poolId, pool.terms.deadline, pool.terms.requirement)]
        : amountRefusals(state, pool, call)),
      ...permittedPullRefusals(state, contributionOf(state, call), time),
    ]),
  apply: (state, call, { time }) => {
    const { poolId, sender, amount, beneficiary } = call
    const pool = knownPool(state, poolId)
    permittedPull(state, contributionOf(state, call), time)
    const index = indexOf(pool, sender)
    if (index === -1) {
      pool.places.push({
        contributor: sender,
        reserved: undefined,
        brought: amount,
        beneficiary,
        contributedAt: time,
        paid: 0n,
        offeredTo: zeroAddress,
      })
      const reserved = pool.places.some((place) => place?.reserved !== undefined)
      reach(state, reserved ? 'free place taken beside reserved ones' : 'free place taken')
    } else {
      const place = placeAt(pool, index)
      reach(state, place.reserved === undefined ? 'contribution added' : 'reserved place taken')
      Object.assign(place, { reserved: undefined, brought: place.brought + amount, beneficiary, contributedAt: time })
    }
    if (isFull(pool)) reach(state, 'pool full')
  },
}

const contributionOf = ({ world }: ModelState, { sender, amount, permit }: ContributeCall): PermittedPull => ({
  owner: sender,
  spender: world.contributionPools,
  amount,
  permit,
})

const amountRefusals = (
  state: ModelState,
  pool: ModelPool,
  { sender, amount, beneficiary }: ContributeCall,
): (Refusal | undefined)[] => {
  const bounds = boundsOf(pool, sender)
  if (bounds === undefined) return [refusal('NoFreeSlot', pool.poolId)]
  return [
    ...beneficiaryRefusals(state, pool, beneficiary),
    onlyIf(amount > bounds.max, 'ContributionTooHigh', amount, bounds.max),
    onlyIf(amount < bounds.min, 'ContributionTooLow', amount, bounds.min),
  ]
}
