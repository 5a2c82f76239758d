import { formatUnits } from 'viem'
import { describeShare, describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { formatTable } from '../../output/formatTable.ts'
import { nextSteps, whyOver } from './nextSteps.ts'
import type { PoolPlace, PoolView } from './readPool.ts'
import type { Reservation } from './readReservations.ts'

/** A percent is 10^2 basis points. */
const PERCENT_DIGITS = 2

type Row = readonly [name: string, value: string]

/** A fee as the contract has it and in percent: "500 bps (5 %) of the rewards, before they are shared". */
export const describeFee = (feeBps: number): string =>
  `${feeBps} bps (${formatUnits(BigInt(feeBps), PERCENT_DIGITS)} %) of the rewards, to the operator before they are shared`

/** Places that are reserved and not taken yet. */
const untaken = ({ places }: PoolView): Reservation[] =>
  places
    .filter(({ contributedAt }) => contributedAt === 0)
    .map(({ contributor, amount }) => ({ contributor, least: amount }))

/**
 * What contributors agree to.
 *
 * @param now unix seconds
 * @param reservations those that are to be shown; if not given, those of places that are not taken yet
 */
export const describeTerms = (
  pool: PoolView,
  now: number,
  reservations: readonly Reservation[] = untaken(pool),
): Row[] => [
  ['operator', pool.operator],
  ['fee', describeFee(pool.feeBps)],
  ['deadline', describeMoment(pool.deadline, now)],
  ['stake', describeTokens(pool.requirement)],
  ...reservations.map(
    ({ contributor, least }): Row => ['reserved', `${contributor.toLowerCase()}, at least ${describeTokens(least)}`],
  ),
  ['terms hash', pool.termsHash],
]

const describePlace = (place: PoolPlace, pool: PoolView): Row => {
  const { slot, contributor, beneficiary, amount, contributedAt, due } = place
  if (contributedAt === 0) return [`${slot}`, `${contributor}  reserved, at least ${describeTokens(amount)}`]
  const parts = [
    `${contributor}  ${describeTokens(amount)} (${describeShare(amount, pool.requirement)})`,
    ...(slot === 0 ? ['the operator'] : []),
    ...(beneficiary === contributor ? [] : [`for ${beneficiary}`]),
    ...(pool.state === 'Registered' ? [`due ${describeTokens(due)}`] : []),
  ]
  return [`${slot}`, parts.join(', ')]
}

const describeFunds = ({ state, total, requirement, places, slotsMax, isOver }: PoolView): Row[] => {
  if (state === 'Registered') return []
  const missing = requirement - total
  const free = slotsMax - places.length
  return [
    ['contributed', `${describeTokens(total)}, ${missing === 0n ? 'all of it' : `${describeTokens(missing)} missing`}`],
    ...(isOver ? [] : [['free places', `${free} of ${slotsMax}`] as const]),
  ]
}

const describeNode = ({ node }: PoolView, now: number): Row[] => {
  if (!node) return []
  const { nodeId, status, exitDueAt, accrued, paid } = node
  return [
    ['node', `${nodeId}, ${status}`],
    ...(exitDueAt === 0 ? [] : [['exit due', describeMoment(exitDueAt, now)] as const]),
    ...(paid === 0n ? [] : [['principal paid', describeTokens(paid)] as const]),
    ['earned, not paid yet', `${describeTokens(accrued)}: the next claim brings it, for all places`],
  ]
}

/** A pool for people: how it stands, its terms and places, and what can be done next. `now`: unix seconds. */
export const describePool = (pool: PoolView, now: number): string => {
  const { poolId, state, isOver, places } = pool
  const over = isOver ? `; it can only be refunded: ${whyOver(pool)}` : ''
  const steps = nextSteps(pool, now)
  return [
    `Pool ${poolId} is ${state}${over}.\n`,
    formatTable([...describeTerms(pool, now), ...describeFunds(pool), ...describeNode(pool, now)]),
    places.length === 0
      ? 'All places were given back.\n'
      : `Places\n${formatTable(places.map((place) => describePlace(place, pool)))}`,
    steps.length === 0 ? 'Nothing is left to be done.\n' : `What can be done next\n${formatTable(steps)}`,
  ].join('\n')
}
