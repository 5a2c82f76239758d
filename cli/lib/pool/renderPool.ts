import { formatUnits } from 'viem'
import { describeShare, describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'
import { renderSteps, type StepsData } from '../node/renderNode.ts'
import { whyOver } from './nextSteps.ts'
import type { PoolPlace, PoolView } from './readPool.ts'
import type { Reservation } from './readReservations.ts'

/** A percent is 10^2 basis points. */
const PERCENT_DIGITS = 2

/** A pool as JSON. `now` is the time of the newest block in unix seconds. */
export type PoolData = Omit<PoolView, 'node'> & {
  readonly node: NonNullable<PoolView['node']> | null
  readonly now: number
  readonly steps: StepsData
}

/** A fee in basis points and in percent: "500 bps (5 %) of the rewards, …". */
export const describeFee = (feeBps: number): string =>
  `${feeBps} bps (${formatUnits(BigInt(feeBps), PERCENT_DIGITS)} %) of the rewards, to the opener before they are shared`

/** Places that are reserved and not taken yet. */
const untaken = ({ places }: Pick<PoolView, 'places'>): Reservation[] =>
  places
    .filter(({ contributedAt }) => contributedAt === 0)
    .map(({ contributor, amount }) => ({ contributor, least: amount }))

/**
 * The terms that contributors agree to.
 *
 * @param now unix seconds
 * @param reservations the reservations to show; those of places that are not taken yet if left out
 */
export const termsRows = (
  pool: Omit<PoolView, 'node'>,
  now: number,
  reservations: readonly Reservation[] = untaken(pool),
): Row[] => [
  ['opener', pool.opener],
  ['fee', describeFee(pool.feeBps)],
  ['deadline', describeMoment(pool.deadline, now)],
  ['stake', describeTokens(pool.requirement)],
  ...reservations.map(
    ({ contributor, least }): Row => ['reserved', `${contributor.toLowerCase()}, at least ${describeTokens(least)}`],
  ),
  ['terms hash', pool.termsHash],
]

const placeRow = (place: PoolPlace, pool: PoolData): Row => {
  const { slot, contributor, beneficiary, amount, contributedAt, due } = place
  if (contributedAt === 0) return [`${slot}`, `${contributor}  reserved, at least ${describeTokens(amount)}`]
  const parts = [
    `${contributor}  ${describeTokens(amount)} (${describeShare(amount, pool.requirement)})`,
    ...(slot === 0 ? ['the opener'] : []),
    ...(beneficiary === contributor ? [] : [`for ${beneficiary}`]),
    ...(place.offeredTo === null ? [] : [`offered to ${place.offeredTo}`]),
    ...(pool.state === 'Registered' ? [`due ${describeTokens(due)}`] : []),
  ]
  return [`${slot}`, parts.join(', ')]
}

const fundsRows = ({ state, total, requirement, places, slotsMax, isOver }: PoolData): Row[] => {
  if (state === 'Registered') return []
  const missing = requirement - total
  const free = slotsMax - places.length
  return [
    ['contributed', `${describeTokens(total)}, ${missing === 0n ? 'all of it' : `${describeTokens(missing)} missing`}`],
    ...(isOver ? [] : [['free places', `${free} of ${slotsMax}`] as const]),
  ]
}

const nodeRows = ({ node, now }: PoolData): Row[] => {
  if (!node) return []
  const { nodeId, status, operator, exitDueAt, accrued, paid } = node
  return [
    ['node', `${nodeId}, ${status}`],
    ['operator', operator],
    ...(exitDueAt === 0 ? [] : [['exit due', describeMoment(exitDueAt, now)] as const]),
    ...(paid === 0n ? [] : [['principal paid', describeTokens(paid)] as const]),
    ['earned, not paid yet', `${describeTokens(accrued)}: the next claim brings it, for all places`],
  ]
}

/** A pool as text: its state, terms, places and next steps. */
export const renderPool = (pool: PoolData): Block[] => {
  const { poolId, state, isOver, places, now, steps } = pool
  const over = isOver ? `; it can only be refunded: ${whyOver(pool)}` : ''
  return [
    paragraph(`Pool ${poolId} is ${state}${over}.`, 'title'),
    table([...termsRows(pool, now), ...fundsRows(pool), ...nodeRows(pool)]),
    places.length === 0
      ? paragraph('All places were given back.')
      : table(
          places.map((place) => placeRow(place, pool)),
          'Places',
        ),
    renderSteps(steps, 'Nothing is left to be done.'),
  ]
}
