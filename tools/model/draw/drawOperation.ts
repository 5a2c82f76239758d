import type { Hex } from 'viem'
import type { Model } from '../createModel.ts'
import type { Random } from '../createRandom.ts'
import { POOL_STATE } from '../modelPool.ts'
import type { Block, MineCall, Operation } from '../operation.ts'
import { isFull, isPast } from '../pools.ts'
import { GOVERNANCE_DELAY_SECONDS } from '../rules/governance.ts'
import { activeCount } from '../signers.ts'
import { type ModelState, STATUS } from '../state.ts'
import { LAUNCH_GOALS } from '../unreached.ts'
import type { DrawContext, DrawMemory } from './context.ts'
import { drawClaimPlaces } from './drawClaimPlaces.ts'
import { drawChange, drawPause, drawSchedule } from './drawGovernance.ts'
import {
  drawAbsorb,
  drawApprove,
  drawClaim,
  drawFund,
  drawSweep,
  drawTransfer,
  drawUsePermit,
} from './drawMoneyCall.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawProposeOperator, drawProposeOwner, drawSetExtension, drawUpdateEndpoint } from './drawNodeChange.ts'
import {
  drawContribute,
  drawFinalize,
  drawOfferSlot,
  drawRequestPoolExit,
  drawSetBeneficiary,
  drawTakeSlot,
  drawWithdraw,
} from './drawPoolCall.ts'
import { drawOpenPool, drawReplaceRegistration } from './drawPoolOpening.ts'
import { drawPublish, waitsForRound } from './drawPublish.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import { drawRotateKeys } from './drawRotation.ts'
import type { Draw, Plan, Planner } from './plan.ts'
import { planChange } from './planChange.ts'
import { planEdge } from './planEdge.ts'
import { planGoal } from './planGoal.ts'
import { launchStepMax, planLaunch } from './planLaunch.ts'
import { planPool } from './planPool.ts'

const MINUTE = 60
const HOUR = 3_600
const DAY = 86_400

/** Number of nodes that keeps lists and signer sets large enough, and reads affordable. */
const NODES_WANTED = 40
const NODES_ENOUGH = 55

/** Maximum of pools that take contributions at once. */
const POOLS_WANTED = 4

/** With fewer nodes, a pause would keep a run from reaching anything. */
const NODES_FEW = 10

/** Repeats of a draw that the model would refuse, when a valid one is wanted. */
const TRIES_MAX = 12
const WISH_SUCCESS = 0.6

/** Share of the operations planned for an edge. */
const EDGES = 0.2

/** Share of the operations after which the next ones are planned for one contribution pool. */
const POOL_PLANS = 0.06

/** Share of the operations after which the next ones are planned around a change of keys or operator. */
const CHANGE_PLANS = 0.03

/** Share of the operations after which the next ones are planned for a state that was not reached yet. */
const GOAL_PLANS = 0.12

/** Share of the operations planned for the goals of the launch while they are open. The launch does not come again. */
const LAUNCH_PLANS = 0.6

/** Tried in this order when nothing is planned. */
const PLANNERS = [
  [LAUNCH_PLANS, planLaunch],
  [EDGES, planEdge],
  [POOL_PLANS, planPool],
  [CHANGE_PLANS, planChange],
  [GOAL_PLANS, planGoal],
] as const

/** Share of the leaps beyond the end of the launch that are dropped once its goals are reached, and all before. */
const DROPPED = 0.9

const isTooLate = ({ random, state, head }: Omit<DelayContext, 'draw'>, delaySeconds: number): boolean => {
  const { launchEnd } = state.world
  const isBeyond = head.time < launchEnd && head.time + delaySeconds > launchEnd + 1
  return isBeyond && (LAUNCH_GOALS.some((goal) => !state.reached.has(goal)) || random.chance(DROPPED))
}

const withinLaunch = (random: Random, state: ModelState, head: Block, plan: Planner): readonly Plan[] => {
  const plans = plan(random, state, head)
  const last = Math.max(0, ...plans.map(({ time = 0 }) => time - head.time))
  // The steps of the launch's own plan are as short as the rules allow.
  const isTooLong = plan !== planLaunch && last > (launchStepMax(state, head) ?? last)
  return isTooLong || isTooLate({ random, state, head }, last) ? [] : plans
}

/** Share of pointless plans that are skipped. */
const PASSED_OVER = 0.8

export type Drawer = (model: Model, head: Block) => Promise<Operation>

/** Draws operations one after the other, from the model's state. */
export const createDrawer = (random: Random, actors: readonly Hex[]): Drawer => {
  const memory: DrawMemory = { nextKey: 1, shownPermits: new Map(), scheduled: [] }
  const planned: Plan[] = []
  return async (model, head) => {
    const { state } = model
    for (const [share, plan] of PLANNERS) {
      if (planned.length === 0 && random.chance(share)) planned.push(...withinLaunch(random, state, head, plan))
    }
    while (planned[0]?.isVain?.(state, head) && random.chance(PASSED_OVER)) planned.shift()
    const { draw, time, focus, place, stale }: Plan = planned.shift() ?? { draw: random.weighted(weights(state, head)) }
    const triesMax = random.chance(WISH_SUCCESS) ? TRIES_MAX : 1
    for (let tries = 1; ; tries++) {
      const delaySeconds =
        time === undefined ? drawDelayInLaunch({ random, state, head, draw }) : Math.max(0, time - head.time)
      const block = { number: head.number + 1n, time: head.time + delaySeconds }
      const call = draw({ random, state, actors, block, memory, focus, place, stale })
      if (tries === triesMax || (await model.refusals(call, block)).length === 0) return { delaySeconds, call }
    }
  }
}

const execute: Draw = (context) => drawChange(context, 'execute')
const change: Draw = (context) => drawChange(context, 'change')
const activate: Draw = (context) => drawNodeCall(context, 'activate')

/** Nothing depends on the number of a block. */
const mine = ({ random }: DrawContext): MineCall => ({
  kind: 'mine',
  blocks: random.chance(0.9) ? 1 + random.below(20) : 300,
  intervalSeconds: 1 + random.below(15),
})

const weights = (state: ModelState, head: Block): readonly (readonly [number, Draw])[] => {
  const nodes = [...state.nodes.values()]
  const count = (wanted: number) => nodes.filter(({ status }) => status === wanted).length
  const flagged = nodes.filter(({ exitDueAt, paid }) => exitDueAt !== 0 && !paid)
  const governs = waitsFor(state, head) !== undefined
  const waiting = nodes.filter((node) => waitsForRound(state, node, head.time))
  const living = count(STATUS.Pending) + count(STATUS.Active) + count(STATUS.Suspended)
  return [
    [living < NODES_WANTED ? 16 : living < NODES_ENOUGH ? 7 : 2, drawRegistration],
    [2 + Math.min(14, 3 * count(STATUS.Pending)), activate],
    [1 + Math.min(12, 4 * waiting.length), drawPublish],
    [4, drawUpdateEndpoint],
    [2, drawProposeOwner],
    [2, (context) => drawNodeCall(context, 'acceptOwner')],
    [2, drawProposeOperator],
    [2, (context) => drawNodeCall(context, 'acceptOperator')],
    [4, drawRotateKeys],
    [3, drawSetExtension],
    [living < NODES_WANTED ? 2 : 4, (context) => drawNodeCall(context, 'requestExit')],
    [3 + Math.min(8, flagged.length), (context) => drawNodeCall(context, 'exit')],
    [activeCount(state) < 4 ? 2 : 16, (context) => drawQuorum(context)],
    [count(STATUS.Suspended) > 0 ? 4 : 1, (context) => drawNodeCall(context, 'resumeByOperator')],
    [7, drawClaim],
    [3, drawFund],
    [2, drawAbsorb],
    [2, drawSweep],
    [3, drawTransfer],
    [3, drawApprove],
    [2, drawUsePermit],
    [living < NODES_FEW ? 0 : 1, (context) => drawPause(context, 'pauseRegistration')],
    [head.time < state.pausedUntil ? 3 : 1, (context) => drawPause(context, 'unpauseRegistration')],
    [governs ? 1 : 3, drawSchedule],
    [governs ? 3 : 1, execute],
    [governs ? 2 : 1, change],
    [2, mine],
    ...poolWeights(state, head),
  ]
}

/** Next time at which governance may execute a scheduled operation. */
const waitsFor = ({ schedules }: ModelState, head: Block): number | undefined =>
  [...schedules.values()].filter((readyAt) => readyAt > head.time).sort((a, b) => a - b)[0]

const poolWeights = (state: ModelState, head: Block): readonly (readonly [number, Draw])[] => {
  const pools = [...state.pools.values()]
  const live = pools.filter((pool) => pool.state === POOL_STATE.Open && !isPast(state, pool, head.time))
  const full = live.filter(isFull).length
  const filling = live.length - full
  const registered = pools.some((pool) => pool.state === POOL_STATE.Registered)
  return [
    [filling < POOLS_WANTED ? 4 : 1, drawOpenPool],
    [filling > 0 ? 8 : 1, (context) => drawContribute(context)],
    [full > 0 ? 6 : 1, drawFinalize],
    [pools.length > live.length ? 5 : 2, drawWithdraw],
    [filling > 0 ? 2 : 1, drawReplaceRegistration],
    [registered ? 2 : 1, drawRequestPoolExit],
    [registered ? 10 : 1, drawClaimPlaces],
    [registered ? 3 : 1, drawSetBeneficiary],
    [registered ? 4 : 1, drawOfferSlot],
    [registered ? 4 : 1, drawTakeSlot],
  ]
}

type DelayContext = { random: Random; state: ModelState; head: Block; draw: Draw }

/** Keeps a drawn delay within what the launch allows. */
const drawDelayInLaunch = (context: DelayContext): number => {
  const { random, state, head } = context
  const drawn = drawDelay(context)
  const delaySeconds = isTooLate(context, drawn) ? 1 + random.below(HOUR) : drawn
  return Math.min(delaySeconds, launchStepMax(state, head) ?? delaySeconds)
}

/** Seconds to the operation's block: zero, or up to weeks. While governance waits, sometimes until it may act. */
const drawDelay = ({ random, state, head, draw }: DelayContext): number => {
  const readyAt = waitsFor(state, head)
  const governs = draw === execute || draw === change
  if (governs && readyAt !== undefined && random.chance(0.5)) {
    const wait = Math.max(readyAt, state.parametersChangeableFrom) - head.time
    // Exactly then, soon after, or too late, but never beyond the wait of governance itself.
    return Math.min(GOVERNANCE_DELAY_SECONDS, wait) + random.pick([0, 0, random.below(DAY), 7 * DAY])
  }
  return random.weighted([
    [5, 0],
    [45, 1 + random.below(MINUTE)],
    [25, MINUTE + random.below(HOUR / 2)],
    [15, HOUR / 2 + random.below(2 * HOUR)],
    [7, 2 * HOUR + random.below(DAY)],
    [2, DAY + random.below(3 * DAY)],
    [1, 4 * DAY + random.below(14 * DAY)],
  ])
}
