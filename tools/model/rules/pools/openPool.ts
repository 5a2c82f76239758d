import { zeroAddress } from 'viem'
import { type ModelPlace, POOL_STATE } from '../../modelPool.ts'
import { onlyIf } from '../../nodeChecks.ts'
import type { Block } from '../../operation.ts'
import { isPayable } from '../../payable.ts'
import type { OpenPoolCall, Reservation } from '../../poolOperation.ts'
import { PLACES_MAX } from '../../pools.ts'
import type { Registration } from '../../registration.ts'
import type { Refusal, Rule } from '../../rule.ts'
import { type ModelState, reach } from '../../state.ts'
import { type PermittedPull, permittedPull, permittedPullRefusals } from '../../token.ts'

/** Longest time from opening to deadline, epochs. */
export const DEADLINE_EPOCHS_MAX = 336
const FEE_BPS_MAX = 10_000

/** The opener contributes at least this fraction (1/n). */
const OPENER_SHARE = 4n

export const openPool: Rule<OpenPoolCall> = {
  refusals: (state, call, { time }) => {
    const { terms } = call
    const required = state.parameters.stakingRequirement
    const [earliest, latest] = [time + 1, time + DEADLINE_EPOCHS_MAX * state.world.epochSeconds]
    const outOfTime = terms.deadline < earliest || terms.deadline > latest
    const poolId = nextPoolId(state)
    return [
      onlyIf(time < state.pausedUntil, 'PoolsArePaused', state.pausedUntil),
      onlyIf(outOfTime, 'DeadlineOutOfBounds', terms.deadline, BigInt(earliest), BigInt(latest)),
      onlyIf(terms.requirement !== required, 'RequirementUnexpected', terms.requirement, required),
      onlyIf(terms.feeBps > FEE_BPS_MAX, 'FeeTooHigh', terms.feeBps, FEE_BPS_MAX),
      ...ofPoolRefusals(state, call.registration, { poolId, ...terms }),
      ...reservationRefusals(call),
      ...amountRefusals(call),
      ...permittedPullRefusals(state, contributionOf(state, call), time),
    ].filter((reason) => reason !== undefined)
  },
  apply: (state, call, block) => {
    const { sender, terms, registration } = call
    const poolId = nextPoolId(state)
    permittedPull(state, contributionOf(state, call), block.time)
    state.pools.set(poolId, {
      poolId,
      opener: sender,
      terms,
      termsHash: state.world.termsHash(poolId, sender, terms),
      state: POOL_STATE.Open,
      registrations: [registration],
      places: [openerPlace(call, block), ...terms.reservations.map(reservedPlace)],
      nodeId: 0,
      registeredAt: 0,
    })
    reach(state, registration.operator === sender ? 'pool opened' : 'pool opened for another operator')
    if (terms.reservations.length > 0) reach(state, 'place reserved')
  },
}

export const nextPoolId = ({ pools }: ModelState): bigint => BigInt(pools.size + 1)

const openerPlace = ({ sender, amount }: OpenPoolCall, { time }: Block): ModelPlace => ({
  contributor: sender,
  reserved: undefined,
  brought: amount,
  beneficiary: zeroAddress,
  contributedAt: time,
  paid: 0n,
  offeredTo: zeroAddress,
})

const reservedPlace = ({ contributor, least }: Reservation): ModelPlace => ({
  contributor,
  reserved: least,
  brought: 0n,
  beneficiary: zeroAddress,
  contributedAt: 0,
  paid: 0n,
  offeredTo: zeroAddress,
})

const contributionOf = ({ world }: ModelState, { sender, amount, permit }: OpenPoolCall): PermittedPull => ({
  owner: sender,
  spender: world.contributionPools,
  amount,
  permit,
})

type OfPool = {
  readonly poolId: bigint
  readonly feeBps: number
  readonly deadline: number
}

/**
 * It must have the pool's fee, the pools as owner, and a deadline not before the pool's. Its operator is any account
 * but the contracts of the protocol.
 */
export const ofPoolRefusals = (
  state: ModelState,
  { operator, owner, feeBps, deadline }: Registration,
  pool: OfPool,
): (Refusal | undefined)[] => [
  onlyIf(!isPayable(state, operator), 'OperatorInvalid', operator),
  onlyIf(
    owner !== state.world.contributionPools || feeBps !== pool.feeBps || deadline < BigInt(pool.deadline),
    'RegistrationNotOfPool',
    pool.poolId,
  ),
]

/** The error names the first invalid one. */
const reservationRefusals = ({ sender, terms: { reservations } }: OpenPoolCall): (Refusal | undefined)[] => {
  const invalid = reservations.find(
    ({ contributor, least }, index) =>
      contributor === zeroAddress ||
      contributor === sender ||
      least === 0n ||
      reservations.findIndex((other) => other.contributor === contributor) < index,
  )
  const most = PLACES_MAX - 1
  return [
    onlyIf(reservations.length > most, 'TooManyReservations', BigInt(reservations.length), BigInt(most)),
    onlyIf(invalid !== undefined, 'ReservationInvalid', invalid?.contributor, invalid?.least),
  ]
}

const amountRefusals = ({ terms: { requirement, reservations }, amount }: OpenPoolCall): (Refusal | undefined)[] => {
  const reserved = reservations.reduce((sum, { least }) => sum + least, 0n)
  // Three quarters rounded down leave the opener a quarter rounded up.
  const reservable = (requirement * (OPENER_SHARE - 1n)) / OPENER_SHARE
  if (reserved > reservable) return [onlyIf(true, 'ReservationsTooHigh', reserved, reservable)]
  const [min, max] = [requirement - reservable, requirement - reserved]
  return [
    onlyIf(amount < min, 'ContributionTooLow', amount, min),
    onlyIf(amount > max, 'ContributionTooHigh', amount, max),
  ]
}
