import { type Hex, zeroAddress, zeroHash } from 'viem'
import { type ModelPool, POOL_STATE } from '../modelPool.ts'
import { gone } from '../nodeChecks.ts'
import type { RegisterCall } from '../operation.ts'
import type {
  ContributeCall,
  FinalizeCall,
  OfferSlotCall,
  RequestPoolExitCall,
  SetBeneficiaryCall,
  TakeSlotCall,
  WithdrawCall,
} from '../poolOperation.ts'
import { boundsOf, isFull, isOver, isPast, lastRegistration, PLACES_MAX } from '../pools.ts'
import type { Registration } from '../registration.ts'
import { type DrawContext, mostly, pickActor, pickPool } from './context.ts'
import { drawPermit } from './drawPermit.ts'
import { drawPoolRegistration, unknownPool } from './drawPoolOpening.ts'
import { drawRegistration } from './drawRegistration.ts'

const HUGE = 2n ** 96n - 1n

/** In one pool of this many, each contribution is the minimum. */
const CROWDED = 4n

const live = ({ state, block }: DrawContext, pool: ModelPool): boolean =>
  pool.state === POOL_STATE.Open && !isPast(state, pool, block.time)

const idOf = (context: DrawContext, pool: ModelPool | undefined): bigint =>
  pool === undefined || context.random.chance(0.02) ? unknownPool(context) : pool.poolId

export const drawContribute = (context: DrawContext, fill = false): ContributeCall => {
  const { random, state, actors } = context
  const pool = pickPool(context, (pool) => live(context, pool) && !isFull(pool))
  const expected = (pool?.places ?? []).flatMap((place) => (place?.reserved === undefined ? [] : place.contributor))
  const reserved = expected.filter((contributor) => actors.includes(contributor))
  const sender = reserved.length > 0 && random.chance(fill ? 1 : 0.4) ? random.pick(reserved) : pickActor(context)
  const amount = drawAmount(context, pool, sender, fill)
  const permit = drawPermit(context, { owner: sender, spender: state.world.contributionPools, amount })
  const otherHash = () => random.pick([zeroHash, ...[...state.pools.values()].map(({ termsHash }) => termsHash)])
  return {
    kind: 'contribute',
    sender,
    poolId: idOf(context, pool),
    termsHash: pool === undefined ? zeroHash : mostly(context, pool.termsHash, otherHash),
    amount,
    beneficiary: drawBeneficiary(context, sender),
    ...(permit === undefined ? {} : { permit }),
  }
}

const drawAmount = ({ random }: DrawContext, pool: ModelPool | undefined, sender: Hex, fill: boolean): bigint => {
  const bounds = pool === undefined ? undefined : boundsOf(pool, sender)
  if (bounds === undefined || pool === undefined) return random.amount(HUGE)
  const { min, max } = bounds
  const crowded = pool.poolId % CROWDED === 0n
  return random.weighted([
    [fill ? 60 : crowded ? 0 : 4, max],
    [crowded ? 14 : 4, min],
    [4, max > min ? min + random.amount(max - min) : min],
    [1, min > 0n ? min - 1n : 0n],
    [1, max + 1n],
    [1, random.pick([0n, 1n, HUGE])],
  ])
}

/** Accounts without a key are beneficiaries from time to time. Their earnings stay unclaimed. */
const drawBeneficiary = (context: DrawContext, sender: Hex): Hex =>
  context.random.weighted([
    [24, zeroAddress],
    [10, pickActor(context)],
    [4, sender],
    [1, context.state.world.registry],
    [1, context.state.world.contributionPools],
    [1, context.state.world.accessManager],
  ])

/** An owner of a slot, mostly of a taken one. */
const drawContributor = (context: DrawContext, pool: ModelPool | undefined): Hex => {
  const { random, actors, place } = context
  if (place?.contributor !== undefined) return place.contributor
  const all = (pool?.places ?? []).flatMap((place) => (place === undefined ? [] : [place]))
  const taken = all.filter(({ reserved, contributor }) => reserved === undefined && actors.includes(contributor))
  if (taken.length === 0 || random.chance(0.05)) return pickActor(context)
  // The opener stays for later, because its withdrawal closes the pool.
  const others = taken.slice(1)
  return (others.length > 0 && random.chance(0.75) ? random.pick(others) : random.pick(taken)).contributor
}

/** Mostly from pools that are over, many of which refund all contributors. */
export const drawWithdraw = (context: DrawContext): WithdrawCall => {
  const { random, state, block } = context
  const wanted = random.chance(0.6)
  const full = random.chance(0.4)
  const held = ({ places }: ModelPool) => places.some((place) => place !== undefined && place.brought > 0n)
  const pool = pickPool(context, (pool) =>
    wanted ? isOver(state, pool, block.time) && held(pool) : live(context, pool) && isFull(pool) === full,
  )
  return { kind: 'withdraw', sender: drawContributor(context, pool), poolId: idOf(context, pool) }
}

/** With the opener's last registration, or an earlier one, or another pool's. */
export const drawFinalize = (context: DrawContext): FinalizeCall => {
  const pool = pickPool(context, (pool) => live(context, pool) && isFull(pool))
  return {
    kind: 'finalize',
    sender: pickActor(context),
    poolId: idOf(context, pool),
    registration: pool === undefined ? drawOwnRegistration(context) : drawBrought(context, pool),
  }
}

const drawOwnRegistration = (context: DrawContext): Registration =>
  drawPoolRegistration(context, { opener: pickActor(context), feeBps: 0, deadline: context.block.time })

const drawBrought = ({ random, state }: DrawContext, pool: ModelPool): Registration => {
  const last = lastRegistration(pool)
  if (random.chance(0.9)) return last
  return random.pick([...pool.registrations, lastRegistration(random.pick([...state.pools.values()]))])
}

/** A key of a full pool's node, registered by a stranger. The pool then needs another registration. */
export const drawKeyTheft = (context: DrawContext): RegisterCall => {
  const pool = pickPool(context, (pool) => live(context, pool) && isFull(pool))
  const call = drawRegistration(context)
  if (pool === undefined) return call
  const { key, ed25519Key } = lastRegistration(pool)
  return { ...call, ...(context.random.chance(0.5) ? { key } : { ed25519Key }) }
}

const registered = ({ state }: DrawContext, pool: ModelPool): boolean =>
  pool.state === POOL_STATE.Registered && state.nodes.get(pool.nodeId)?.paid === false

export const drawRequestPoolExit = (context: DrawContext): RequestPoolExitCall => {
  const stays = (pool: ModelPool): boolean => {
    const node = context.state.nodes.get(pool.nodeId)
    return node !== undefined && !gone(node) && node.exitDueAt === 0
  }
  const pool = pickPool(context, stays)
  return { kind: 'requestPoolExit', sender: drawContributor(context, pool), poolId: idOf(context, pool) }
}

export const drawSetBeneficiary = (context: DrawContext): SetBeneficiaryCall => {
  const pool = pickPool(context, (pool) => registered(context, pool) || context.random.chance(0.1))
  const sender = drawContributor(context, pool)
  return {
    kind: 'setBeneficiary',
    sender,
    poolId: idOf(context, pool),
    beneficiary: drawBeneficiary(context, sender),
  }
}

/** Mostly to a new contributor, mostly before the principal is paid. Sometimes the offer is withdrawn. */
export const drawOfferSlot = (context: DrawContext): OfferSlotCall => {
  const { random, state, actors } = context
  const pool = pickPool(context, (pool) => registered(context, pool))
  const members = (pool?.places ?? []).map((place) => place?.contributor)
  const strangers = actors.filter((actor) => !members.includes(actor))
  const to = strangers.length === 0 ? pickActor(context) : random.pick(strangers)
  const { contributionPools, registry } = state.world
  const wrong = () => random.pick([contributionPools, registry, ...members.filter((x) => x !== undefined)])
  return {
    kind: 'offerSlot',
    sender: drawContributor(context, pool),
    poolId: idOf(context, pool),
    to: random.chance(0.1) ? zeroAddress : mostly(context, to, wrong),
  }
}

/** Mostly an offered slot, by the account that it is offered to. */
export const drawTakeSlot = (context: DrawContext): TakeSlotCall => {
  const { random } = context
  const offers = (pool: ModelPool | undefined) =>
    [...(pool?.places.entries() ?? [])].filter(([, place]) => (place?.offeredTo ?? zeroAddress) !== zeroAddress)
  const pool = pickPool(context, (pool) => offers(pool).length > 0)
  const offered = offers(pool)
  const [slot, place] = offered.length === 0 ? [random.below(PLACES_MAX), undefined] : random.pick(offered)
  return {
    kind: 'takeSlot',
    sender: mostly(context, place?.offeredTo ?? pickActor(context), () => pickActor(context)),
    poolId: idOf(context, pool),
    slot: mostly(context, slot, () => random.below(PLACES_MAX + 1)),
  }
}
