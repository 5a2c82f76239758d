import { type Hex, zeroAddress } from 'viem'
import { type ModelPool, POOL_STATE } from '../modelPool.ts'
import type { OpenPoolCall, PoolTerms, ReplaceRegistrationCall, Reservation } from '../poolOperation.ts'
import { isPast, lastRegistration, PLACES_MAX } from '../pools.ts'
import type { Registration } from '../registration.ts'
import { DEADLINE_EPOCHS_MAX } from '../rules/pools/openPool.ts'
import { registrationRefusals } from '../rules/register.ts'
import type { ModelState } from '../state.ts'
import { type DrawContext, drawWait, mostly, pickActor, pickPool } from './context.ts'
import { drawPermit } from './drawPermit.ts'
import { drawNode } from './drawRegistration.ts'

const DAY = 86_400
const FEE_BPS_MAX = 10_000
const FEES_TOO_HIGH = 50_000

/** A mostly valid pool. Its node's registration may be invalid. */
export const drawOpenPool = (context: DrawContext): OpenPoolCall => {
  const { random, state } = context
  const sender = pickActor(context)
  const terms = drawTerms(context, sender)
  const amount = drawOpenerAmount(context, terms)
  const permit = drawPermit(context, { owner: sender, spender: state.world.contributionPools, amount })
  return {
    kind: 'openPool',
    sender,
    terms,
    registration: drawPoolRegistration(context, { opener: sender, ...terms }),
    amount: random.chance(0.01) ? 0n : amount,
    ...(permit === undefined ? {} : { permit }),
  }
}

/** A pool with the latest possible deadline. */
export const drawLongPool = (context: DrawContext): OpenPoolCall => {
  const call = drawOpenPool(context)
  const { opener, feeBps, deadline } = { opener: call.sender, ...call.terms, deadline: latest(context) }
  const registration = drawPoolRegistration(context, { opener, feeBps, deadline })
  return { ...call, terms: { ...call.terms, deadline }, registration }
}

const latest = ({ block, state }: DrawContext): number => block.time + DEADLINE_EPOCHS_MAX * state.world.epochSeconds

const drawTerms = (context: DrawContext, sender: Hex): PoolTerms => {
  const { random, state, block } = context
  const requirement = state.parameters.stakingRequirement
  const deadline = random.weighted([
    [10, latest(context) - random.below(4 * DAY)],
    [2, block.time + 1 + random.below(latest(context) - block.time)],
    [2, latest(context)],
    [1, block.time + 1],
  ])
  const wrongDeadline = () => random.pick([block.time, block.time - 1, latest(context) + 1, 0])
  const fee = random.pick([0, random.below(FEE_BPS_MAX + 1), random.below(2_000), FEE_BPS_MAX])
  return {
    feeBps: mostly(context, fee, () => FEE_BPS_MAX + 1 + random.below(FEES_TOO_HIGH)),
    deadline: mostly(context, deadline, wrongDeadline),
    requirement: mostly(context, requirement, () => random.pick([requirement - 1n, requirement + 1n, 0n])),
    reservations: drawReservations(context, sender, (requirement * 3n) / 4n),
  }
}

/** @param reservable maximum of base units that the opener leaves to others */
const drawReservations = (context: DrawContext, sender: Hex, reservable: bigint): readonly Reservation[] => {
  const { random, actors } = context
  const count = random.weighted([
    [10, 0],
    [8, 1 + random.below(3)],
    [1, PLACES_MAX - 1],
  ])
  const others = actors.filter((actor) => actor !== sender)
  const right = Array.from({ length: count }, (): Reservation => {
    const [contributor = sender] = others.splice(random.below(others.length), 1)
    // A stake of a few units does not suffice for one unit each.
    const most = reservable / BigInt(count)
    return { contributor, least: 1n + random.amount(most > 0n ? most - 1n : 0n) }
  })
  return mostly(context, right, () => {
    const [first = { contributor: pickActor(context), least: 1n }] = right
    const stranger = (index: number): Reservation => ({ contributor: `0x${`${index}`.padStart(40, '7')}`, least: 1n })
    return random.pick([
      [...right, { contributor: sender, least: 1n }],
      [...right, { contributor: zeroAddress, least: 1n }],
      [...right.slice(1), { ...first, least: 0n }],
      [first, first],
      [{ ...first, least: reservable }],
      [{ ...first, least: reservable + 1n }],
      Array.from({ length: PLACES_MAX - random.below(2) }, (_, index) => stranger(index)),
    ])
  })
}

const drawOpenerAmount = (context: DrawContext, { requirement, reservations }: PoolTerms): bigint => {
  const { random } = context
  const reserved = reservations.reduce((sum, { least }) => sum + least, 0n)
  const [min, max] = [(requirement + 3n) / 4n, requirement - reserved]
  const between = max > min ? min + random.amount(max - min) : min
  return mostly(
    context,
    random.weighted([
      [4, min],
      [5, between],
      [1, max > 0n ? max : min],
    ]),
    () => random.pick([min > 0n ? min - 1n : 0n, max > 0n ? max + 1n : min, requirement]),
  )
}

type OfPool = { readonly opener: Hex; readonly feeBps: number; readonly deadline: number }

/** Sometimes drawn until the registry would accept it and it fits the pool. */
const TRIES_MAX = 8

export const drawPoolRegistration = (context: DrawContext, pool: OfPool): Registration => {
  const { random, state, block } = context
  const triesMax = random.chance(0.85) ? TRIES_MAX : 1
  const sender = state.world.contributionPools
  for (let tries = 1; ; tries++) {
    const made = drawOnce(context, pool)
    const good = registrationRefusals({ ...state, pausedUntil: 0 }, made, { sender, time: block.time }).length === 0
    if (good || tries === triesMax) return made
  }
}

const drawOnce = (context: DrawContext, { opener, feeBps, deadline }: OfPool): Registration => {
  const { random, state } = context
  const { contributionPools, registry, accessManager } = state.world
  const account = random.chance(0.3) ? pickActor(context) : opener
  const operator = mostly(context, account, () =>
    random.pick([zeroAddress, contributionPools, registry, accessManager]),
  )
  return {
    ...drawNode(context, operator),
    owner: mostly(context, contributionPools, () => opener),
    feeBps: mostly(context, feeBps, () => (feeBps + 1) % 65_536),
    deadline: BigInt(deadline) + mostly(context, drawWait(context, BigInt(DAY)), () => (deadline === 0 ? 0n : -1n)),
    // A contract of the protocol has no key.
    operatorSignature:
      operator === account
        ? mostly(context, 'good', () => random.pick(['none', 'otherSigner', 'otherTerms'] as const))
        : 'none',
  }
}

/** Mostly when it is needed, because the last registration is invalid by now. */
export const drawReplaceRegistration = (context: DrawContext): ReplaceRegistrationCall => {
  const { random, block } = context
  const pool = pickPool(context, (pool) => isUseless(context.state, pool, block.time))
  const own = mostly(context, pool?.opener, () => undefined) ?? pickActor(context)
  const target =
    pool === undefined ? { opener: own, feeBps: 0, deadline: block.time } : { opener: pool.opener, ...pool.terms }
  return {
    kind: 'replaceRegistration',
    sender: own,
    poolId: pool === undefined || random.chance(0.02) ? unknownPool(context) : pool.poolId,
    registration: drawPoolRegistration(context, target),
  }
}

const isUseless = (state: ModelState, pool: ModelPool, time: number): boolean =>
  pool.state === POOL_STATE.Open &&
  !isPast(state, pool, time) &&
  registrationRefusals(state, lastRegistration(pool), { sender: state.world.contributionPools, time }).length > 0

export const unknownPool = ({ random, state }: DrawContext): bigint =>
  random.pick([0n, BigInt(state.pools.size) + 1n, 2n ** 256n - 1n])
