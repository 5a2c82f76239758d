import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import type { PoolPlace, PoolView } from './readPool.ts'

/** Who brought at least one part in so many may ask for the exit at any time. */
const QUARTERS = 4n

type Step = readonly [who: string, what: string]

/** Why a pool can only be refunded. */
export const whyOver = ({ state, deadline, requirement, requirementNow }: PoolView): string => {
  if (state === 'Closed') return 'it was closed'
  return requirement === requirementNow
    ? `its deadline was ${describeDate(deadline)}`
    : `the registry asks for ${describeTokens(requirementNow)} by now, and the pool for ${describeTokens(requirement)}`
}

const isTaken = ({ contributedAt }: PoolPlace): boolean => contributedAt !== 0

/** Of a pool that can only be refunded. */
const refundSteps = ({ places }: PoolView): Step[] =>
  places.filter(isTaken).map(({ contributor, amount }): Step => [contributor, `withdraw: ${describeTokens(amount)}`])

const fundingSteps = (pool: PoolView, now: number): Step[] => {
  const { places, boundsOfNew, withdrawalRest, requirement, total } = pool
  const { min, max } = boundsOfNew
  const reserved = places.filter((place) => !isTaken(place))
  const room = reserved.reduce((left, { amount }) => left - amount, requirement - total)
  const ready = Math.max(...places.filter(isTaken).map(({ contributedAt }) => contributedAt)) + withdrawalRest
  const rest =
    now < ready ? `, a day after their last contribution; all of them from ${describeMoment(ready, now)}` : ''
  return [
    ...reserved.map(
      ({ contributor, amount }): Step => [contributor, `contribute at least ${describeTokens(amount)}: reserved`],
    ),
    ...(max > 0n ? [['anyone new', `contribute ${describeTokens(min)} to ${describeTokens(max)}`] as const] : []),
    ...(room > 0n ? [['contributors', `contribute more, at most ${describeTokens(room)}`] as const] : []),
    ['contributors', `withdraw${rest}`],
    ['operator', 'replace-registration; cancel, which closes the pool'],
  ]
}

const fullSteps = ({ deadline, pausedUntil }: PoolView, now: number): Step[] => [
  [
    'anyone',
    now < pausedUntil
      ? `finalize, once registrations go on: they are paused until ${describeMoment(pausedUntil, now)}`
      : `finalize, until ${describeMoment(deadline, now)}`,
  ],
  ['contributors', 'withdraw, only where that was not done by then'],
  ['operator', 'replace-registration'],
]

/** Who may ask for the exit now: those with a quarter at once, the others after a rest. */
const exitRequestSteps = ({ places, requirement, exitRequestableAt }: PoolView, now: number): Step[] => {
  if (now >= exitRequestableAt) return [['contributors', 'request-exit']]
  const early = places.filter(({ amount }) => amount * QUARTERS >= requirement)
  return [
    ...early.map(({ contributor }): Step => [contributor, 'request-exit']),
    ['contributors', `request-exit, from ${describeMoment(exitRequestableAt, now)}`],
  ]
}

const nodeSteps = (pool: PoolView, now: number): Step[] => {
  const { node } = pool
  if (!node || node.paid > 0n) return []
  const { nodeId, status, activatableAt, exitDueAt } = node
  // Set by a request, and by a removal.
  if (exitDueAt !== 0) {
    return [['anyone', `node exit ${nodeId}, from ${describeMoment(exitDueAt, now)}`]]
  }
  return [
    ...(status === 'Pending'
      ? [['anyone', `node activate ${nodeId}, from ${describeMoment(activatableAt, now)}`] as const]
      : []),
    ...exitRequestSteps(pool, now),
  ]
}

const registeredSteps = (pool: PoolView, now: number): Step[] => [
  ['beneficiaries', 'claim'],
  ...nodeSteps(pool, now),
  ['contributors', 'beneficiary; transfer, the operator only after the principal was paid'],
]

/** What can be done with a pool now, and by whom; the words are the commands. `now`: unix seconds. */
export const nextSteps = (pool: PoolView, now: number): Step[] => {
  if (pool.state === 'Registered') return registeredSteps(pool, now)
  if (pool.isOver) return refundSteps(pool)
  return pool.total === pool.requirement ? fullSteps(pool, now) : fundingSteps(pool, now)
}
