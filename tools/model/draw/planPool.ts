import type { Random } from '../createRandom.ts'
import { type ModelPool, POOL_STATE } from '../modelPool.ts'
import type { Block } from '../operation.ts'
import { beneficiaryOf, dueTo, isFull, isPast, receiptsOf } from '../pools.ts'
import { SMALL_REST_EPOCHS } from '../rules/pools/requestPoolExit.ts'
import { REST_EPOCHS } from '../rules/pools/withdraw.ts'
import { type ModelState, STATUS } from '../state.ts'
import type { PlannedPlace } from './context.ts'
import { drawClaimPlaces } from './drawClaimPlaces.ts'
import { drawChange } from './drawGovernance.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import {
  drawContribute,
  drawFinalize,
  drawKeyTheft,
  drawRequestPoolExit,
  drawSetBeneficiary,
  drawWithdraw,
} from './drawPoolCall.ts'
import { drawLongPool, drawOpenPool, drawReplaceRegistration } from './drawPoolOpening.ts'
import type { Draw, Edge, Plan } from './plan.ts'

const DAY = 86_400

const NEWEST: PlannedPlace = { poolId: 'newest' }

/** Times from which a contribution pool is over, a withdrawal is allowed, or an exit request is allowed. */
export const poolEdges = (state: ModelState): Edge[] =>
  [...state.pools.values()].flatMap((pool): Edge[] => {
    if (pool.state === POOL_STATE.Open) return openEdges(state, pool)
    if (pool.state !== POOL_STATE.Registered || state.nodes.get(pool.nodeId)?.exitDueAt !== 0) return []
    const at = pool.registeredAt + SMALL_REST_EPOCHS * state.world.epochSeconds
    return smallContributors(pool).map((contributor) => ({
      at,
      draw: drawRequestPoolExit,
      place: { poolId: pool.poolId, contributor },
    }))
  })

const openEdges = ({ world }: ModelState, { poolId, terms, places }: ModelPool): Edge[] => {
  const over = [contribute, drawFinalize, drawWithdraw].map((draw) => ({
    at: terms.deadline + 1,
    draw,
    place: { poolId },
  }))
  const rests = places.flatMap((place) => {
    if (place === undefined || place.reserved !== undefined) return []
    const { contributor, contributedAt } = place
    const at = contributedAt + REST_EPOCHS * world.epochSeconds
    return [{ at, draw: drawWithdraw, place: { poolId, contributor } }]
  })
  return [...over, ...rests]
}

const smallContributors = ({ places, terms }: ModelPool) =>
  places.flatMap((place) => (place && place.brought * 4n < terms.requirement ? [place.contributor] : []))

const contribute: Draw = (context) => drawContribute(context)
const fill: Draw = (context) => drawContribute(context, true)

/** A row of operations that brings one pool to a state that chance seldom reaches. */
export const planPool = (random: Random, state: ModelState, head: Block): readonly Plan[] =>
  random.weighted([
    [10, () => planFilling(random)],
    [6, () => planTheft(random, state, head)],
    [4, () => planWithdrawal(random, state, head)],
    [3, () => planOutdated(random, state, head)],
    [6, () => planEnd(random, state, head)],
  ])()

/** Opened, filled and registered, by one or by nine contributors. Sometimes another call comes in between. */
const planFilling = (random: Random): readonly Plan[] => {
  const contributions = Array.from({ length: 1 + random.below(random.chance(0.2) ? 9 : 4) }, () => contribute)
  const between = random.chance(0.3) ? [random.pick([drawReplaceRegistration, drawSetBeneficiary, drawWithdraw])] : []
  const draws = [...contributions, ...between, fill, fill, fill].map((draw) => ({
    draw,
    place: NEWEST,
    isVain: isFilled,
  }))
  return [{ draw: drawOpenPool }, ...draws, { draw: drawFinalize, place: NEWEST }]
}

/** Whether a pool, by default the newest, takes no contributions. */
const isFilled = (state: ModelState, head: Block, poolId = BigInt(state.pools.size)): boolean => {
  const pool = state.pools.get(poolId)
  return pool === undefined || pool.state !== POOL_STATE.Open || isPast(state, pool, head.time) || isFull(pool)
}

/** The keys of a full pool's node are registered before it. Its opener sets others. */
const planTheft = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const full = [...state.pools.values()].filter(
    (pool) => pool.state === POOL_STATE.Open && isFull(pool) && !isPast(state, pool, head.time),
  )
  const place = full.length === 0 ? NEWEST : { poolId: random.pick(full).poolId }
  const opening = full.length === 0 ? planFilling(random).slice(0, -1) : []
  // Some are refused for other faults.
  const draws = [drawKeyTheft, drawKeyTheft, drawFinalize, drawReplaceRegistration, drawFinalize]
  return [...opening, ...draws.map((draw) => ({ draw, place }))]
}

/** A contributor leaves an open pool, as soon as it may. */
const planWithdrawal = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const places = [...state.pools.values()].flatMap(({ poolId, terms, places }) =>
    places.slice(1).flatMap((place) => {
      const at = (place?.contributedAt ?? 0) + REST_EPOCHS * state.world.epochSeconds
      const waits = place !== undefined && at > head.time && at < terms.deadline
      return waits ? [{ at, place: { poolId, contributor: place.contributor } }] : []
    }),
  )
  const open = places.filter(({ place }) => !isFilled(state, head, place.poolId))
  if (open.length === 0) {
    const later: Plan = { draw: drawWithdraw, place: NEWEST, time: head.time + 2 * DAY }
    return [{ draw: drawLongPool }, { draw: contribute, place: NEWEST }, { draw: contribute, place: NEWEST }, later]
  }
  const { at, place } = random.pick(open)
  return [{ draw: drawWithdraw, place, time: Math.max(head.time, at + random.pick([-1, 0, 0, random.below(DAY)])) }]
}

/**
 * All contributors claim the payments of an exited pool node. Without such a node, one is brought to its exit. Removed
 * nodes come first, because they are few.
 */
export const planEnd = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const nodeOf = ({ nodeId }: ModelPool) => state.nodes.get(nodeId)
  const pools = [...state.pools.values()].filter((pool) => (nodeOf(pool)?.activatedAt ?? 0) > 0)
  const pick = (fits: (pool: ModelPool) => boolean): ModelPool | undefined => {
    const fitting = pools.filter(fits)
    const removed = fitting.filter((pool) => nodeOf(pool)?.status === STATUS.Removed)
    return fitting.length === 0 ? undefined : random.pick(removed.length > 0 ? removed : fitting)
  }
  const isOwed = (pool: ModelPool) => pool.places.some((_, index) => dueTo(state, pool, index) > 0n)
  const ended = pick((pool) => receiptsOf(state, pool).principal > 0n && isOwed(pool))
  if (ended !== undefined) return planClaims(ended)
  const exit: Draw = (context) => drawNodeCall(context, 'exit')
  const leaving = pick((pool) => nodeOf(pool)?.paid === false && nodeOf(pool)?.exitDueAt !== 0)
  if (leaving !== undefined) {
    const dueAt = nodeOf(leaving)?.exitDueAt ?? 0
    return [{ draw: exit, focus: leaving.nodeId, time: Math.max(head.time, dueAt) }, ...planClaims(leaving)]
  }
  const living = pick((pool) => nodeOf(pool)?.exitDueAt === 0)
  if (living === undefined) return []
  const { poolId, nodeId, opener } = living
  const time = head.time + DAY + state.parameters.exitDelay
  const request: Plan = { draw: drawRequestPoolExit, place: { poolId, contributor: opener }, time: head.time + DAY }
  return [request, { draw: exit, focus: nodeId, time }, ...planClaims(living)]
}

export const planClaims = ({ poolId, places }: ModelPool): readonly Plan[] => {
  const beneficiaries = new Set(places.flatMap((place) => (place === undefined ? [] : beneficiaryOf(place))))
  return [...beneficiaries].map((contributor) => ({ draw: drawClaimPlaces, place: { poolId, contributor } }))
}

/** A pool is open when governance changes the requirement, and is refunded. */
export const planOutdated = (random: Random, state: ModelState, head: Block): readonly Plan[] => {
  const readyAt = [...state.schedules.values()].find((at) => at > head.time + DAY)
  if (readyAt === undefined) return []
  const changeAt = Math.max(readyAt, state.parametersChangeableFrom)
  const change: Draw = (context) => drawChange(context, 'execute')
  const openAt = Math.max(head.time + 1, changeAt - DAY - random.below(12 * DAY))
  return [
    { draw: drawLongPool, time: openAt },
    { draw: contribute, place: NEWEST },
    { draw: change, time: changeAt },
    { draw: random.pick([contribute, drawFinalize, drawWithdraw]), place: NEWEST },
    { draw: drawWithdraw, place: NEWEST },
  ]
}
