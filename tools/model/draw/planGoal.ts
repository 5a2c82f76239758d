import { zeroAddress, zeroHash } from 'viem'
import { POOL_STATE } from '../modelPool.ts'
import { gone } from '../nodeChecks.ts'
import type { Block, Change } from '../operation.ts'
import { protocolContracts } from '../payable.ts'
import { publishedBy } from '../randomness.ts'
import { GOVERNANCE_DELAY_SECONDS } from '../rules/governance.ts'
import { BUCKET_EPOCHS, ESTABLISHED_EPOCHS, isEstablished, notLaunched } from '../rules/limits.ts'
import { EXTENSION_MAX } from '../rules/setExtension.ts'
import { type ModelNode, type ModelState, STATUS } from '../state.ts'
import type { Goal } from '../unreached.ts'
import { drawPause } from './drawGovernance.ts'
import { drawAbsorb, drawApprove, drawFund, drawTransfer } from './drawMoneyCall.ts'
import { drawNodeCall } from './drawNodeCall.ts'
import { drawProposeOperator, drawProposeOwner, drawSetExtension } from './drawNodeChange.ts'
import { drawOfferSlot, drawSetBeneficiary } from './drawPoolCall.ts'
import { drawFarPublish, drawPublish } from './drawPublish.ts'
import { drawQuorum } from './drawQuorum.ts'
import { drawRegistration } from './drawRegistration.ts'
import { drawRotateKeys } from './drawRotation.ts'
import type { Draw, Planner } from './plan.ts'
import { planActivations, planOperator, planRotation, planSuspensions } from './planChange.ts'
import { planClaims, planEnd, planOutdated } from './planPool.ts'

/** Plans for a state that chance seldom reaches, until the run has reached it. */
export const planGoal: Planner = (random, state, head) => {
  const open = Object.entries(PLANNERS).filter(([goal]) => !state.reached.has(goal))
  const [, planner] = open.length === 0 ? [] : random.pick(open)
  return planner?.(random, state, head) ?? []
}

const suspend: Draw = (context) => drawQuorum(context, 'suspend')
const remove: Draw = (context) => drawQuorum(context, 'remove')
const exit: Draw = (context) => drawNodeCall(context, 'exit')
const requestExit: Draw = (context) => drawNodeCall(context, 'requestExit')
const pause: Draw = (context) => drawPause(context, 'pauseRegistration')
const unpause: Draw = (context) => drawPause(context, 'unpauseRegistration')
const extend: Draw = (context) => ({ ...drawSetExtension(context), document: '0x5a' })
const clear: Draw = (context) => ({ ...drawSetExtension(context), document: '0x' })

/** Draws for one node that fits; nothing if there is none. */
const forNode =
  (fits: (node: ModelNode, state: ModelState, head: Block) => boolean, ...draws: readonly Draw[]): Planner =>
  (random, state, head) => {
    const fitting = [...state.nodes.values()].filter((node) => fits(node, state, head))
    if (fitting.length === 0) return []
    const focus = random.pick(fitting).nodeId
    // At once, so that rests between changes are tried as well.
    return draws.map((draw) => ({ draw, focus, time: head.time + 1 }))
  }

const lives = (node: ModelNode): boolean => !gone(node) && node.exitDueAt === 0
const isActive = (node: ModelNode): boolean => lives(node) && node.status === STATUS.Active
const isYoung = (node: ModelNode, state: ModelState, head: Block): boolean =>
  isActive(node) && !isEstablished(state, node, head.time)
const hasExtension = (node: ModelNode): boolean => lives(node) && node.extensionHash !== zeroHash

const isSafe = (node: ModelNode, state: ModelState, head: Block): boolean =>
  isActive(node) && notLaunched(state, node, head.time + 1) !== undefined

const rotateAsOwner: Draw = (context) => {
  const call = drawRotateKeys(context)
  const owner = context.state.nodes.get(call.nodeId)?.owner
  return owner !== undefined && context.actors.includes(owner) ? { ...call, sender: owner } : call
}

/** An extension is set, and cleared in the next epoch. */
const planClearing: Planner = (random, state, head) =>
  forNode(lives, extend, clear)(random, state, head).map((plan, index) => ({
    ...plan,
    time: head.time + index * state.world.epochSeconds,
  }))

/** An exit some steps late, of a node that is still listed. */
const lateExit =
  (stepsMin: number): Planner =>
  (random, state, head) => {
    const active = [...state.nodes.values()].filter(({ status }) => status === STATUS.Active)
    if (active.length === 0) return []
    const flagged = active.filter(({ exitDueAt }) => exitDueAt !== 0)
    const { nodeId: focus, exitDueAt } = random.pick(flagged.length > 0 ? flagged : active)
    const steps = (stepsMin + random.below(3)) * BUCKET_EPOCHS * state.world.epochSeconds
    if (exitDueAt !== 0) return [{ draw: exit, focus, time: Math.max(head.time, exitDueAt + steps) }]
    const time = head.time + state.parameters.exitDelay + steps + random.below(60)
    return [
      { draw: requestExit, focus, time: head.time },
      { draw: exit, focus, time },
    ]
  }

/** A removal whose reward is more than its penalty allows. */
const planRewardCut: Planner = (_, state, head) => {
  const parameters = { ...state.parameters, removalReward: state.parameters.stakingRequirement }
  const change: Change = { kind: 'setParameters', parameters }
  const sender = state.world.governor
  const readyAt = Math.max(head.time + GOVERNANCE_DELAY_SECONDS, state.parametersChangeableFrom)
  return [
    { draw: () => ({ kind: 'schedule', sender, change }), time: head.time },
    { draw: () => ({ kind: 'execute', sender, change }), time: readyAt },
    { draw: remove },
    { draw: remove },
  ]
}

/** A shared node is removed and exits, and all its contributors claim. */
const planPenalizedPool: Planner = (random, state, head) => {
  const pools = [...state.pools.values()].filter(
    ({ nodeId }) => state.nodes.get(nodeId)?.status === STATUS.Active && state.rewards.active.has(nodeId),
  )
  if (pools.length === 0) return []
  const pool = random.pick(pools)
  const exitAt = head.time + state.parameters.removalLock + 2 * state.world.epochSeconds
  const focus = pool.nodeId
  return [{ draw: remove, focus }, { draw: remove, focus }, { draw: exit, focus, time: exitAt }, ...planClaims(pool)]
}

const planKnownRound =
  (signature: 'good' | 'zero'): Planner =>
  (random, state) => {
    const beacon = random.below(state.world.beacons.length)
    const round = random.pick([...publishedBy(state, beacon)])
    return [{ draw: (context) => ({ ...drawPublish(context), beacon, round, signature }) }]
  }

/** A place is offered twice, or taken back. */
const planOffers =
  (withdraws: boolean): Planner =>
  (random, state) => {
    const places = [...state.pools.values()].flatMap(({ poolId, nodeId, state: stage, places }) =>
      stage !== POOL_STATE.Registered || state.nodes.get(nodeId)?.paid !== false
        ? []
        : places.slice(1).flatMap((place) => (place === undefined ? [] : { poolId, contributor: place.contributor })),
    )
    if (places.length === 0) return []
    const place = random.pick(places)
    const second: Draw = (context) => ({ ...drawOfferSlot(context), ...(withdraws ? { to: zeroAddress } : {}) })
    return [
      { draw: drawOfferSlot, place },
      { draw: second, place },
    ]
  }

/** Credit of a former beneficiary, claimed without a place. */
const planCreditClaim: Planner = (random, state) => {
  const owed = [...state.credit].flatMap(([sender, amount]) => (amount > 0n ? [sender] : []))
  if (owed.length === 0) return [{ draw: drawSetBeneficiary }]
  return [
    {
      draw: (context) => {
        const own = owed.filter((sender) => context.actors.includes(sender))
        return { kind: 'claimPlaces', sender: random.pick(own.length > 0 ? own : context.actors), places: [] }
      },
    },
  ]
}

/** Signed for the reporter that it names. */
const removeForContract: Draw = (context) => {
  const call = drawQuorum(context, 'remove')
  const terms = { ...call.terms, reporter: context.random.pick(protocolContracts(context.state)) }
  const { signature } = call
  return { ...call, terms, signature: signature === 'zero' ? signature : { ...signature, terms } }
}

/** A node is put out while it is young, and returns alone. */
const planYoungReturn: Planner = (random, state, head) => {
  const resumableAt = head.time + (ESTABLISHED_EPOCHS + 1) * state.world.epochSeconds
  const resume: Draw = (context) => drawNodeCall(context, 'resumeByOperator')
  return forNode(
    isYoung,
    suspend,
    suspend,
    resume,
  )(random, state, head).map((plan, index) => (index < 2 ? plan : { ...plan, time: resumableAt }))
}

const planPause: Planner = () => [{ draw: pause }, { draw: drawRegistration }, { draw: unpause }]

const planFunding: Planner = (random, { world }) => [
  { draw: (context) => ({ ...drawApprove(context), sender: random.pick(context.actors), spender: world.rewardsPool }) },
  { draw: drawFund },
]

const PLANNERS: Readonly<Partial<Record<Goal, Planner>>> = {
  funded: planFunding,
  absorbed: (_, { world }) => [
    { draw: (context) => ({ ...drawTransfer(context), to: world.rewardsPool, amount: 1n }) },
    { draw: drawAbsorb },
  ],
  'refused: RoundTooFar': () => [{ draw: drawFarPublish }],
  'round published again': planKnownRound('good'),
  'known round not verified': planKnownRound('zero'),
  // For a run in which the launch ended too early for `planLaunch`.
  'refused: LaunchNotOver': forNode(isSafe, suspend, remove),
  'refused: ActivationLimitReached': (random, state, head) =>
    head.time < state.world.launchEnd ? [] : planActivations(random, head),
  'extension cleared': planClearing,
  'extension cleared by a rotation': forNode(hasExtension, drawRotateKeys),
  'refused: ExtensionTooLong': forNode(lives, (context) => ({
    ...drawSetExtension(context),
    document: `0x${'5a'.repeat(EXTENSION_MAX + 1)}`,
  })),
  'refused: ExtensionSetThisEpoch': forNode(lives, extend, extend),
  'rotated while suspended': forNode((node) => lives(node) && node.status === STATUS.Suspended, drawRotateKeys),
  'rotated again': forNode((node) => lives(node) && node.replacedKeys.length > 0, drawRotateKeys),
  'refused: RotationEmpty': forNode(lives, (context) => {
    const call = drawRotateKeys(context)
    return { ...call, key: call.previousKey, ed25519Key: call.previousEd25519Key, ed25519SignatureBytes: 0 }
  }),
  'refused: ChangeTooSoon': forNode(lives, rotateAsOwner, rotateAsOwner),
  'non-signer named by a replaced key': planRotation,
  'refused: OperatorInvalid': forNode(lives, (context) => ({
    ...drawProposeOperator(context),
    pendingOperator: context.random.pick(protocolContracts(context.state)),
  })),
  'refused: OwnerInvalid': forNode(lives, (context) => ({
    ...drawProposeOwner(context),
    pendingOwner: context.random.pick(protocolContracts(context.state)),
  })),
  'young node suspended': forNode(isYoung, suspend),
  'refused: SuspensionLimitReached': planSuspensions,
  'removal counted as a suspension': forNode(isActive, remove, remove),
  'return counted as an activation': planYoungReturn,
  'refused: ReporterInvalid': () => [{ draw: removeForContract }],
  'reward cut': planRewardCut,
  'tip paid': lateExit(1),
  'highest tip paid': lateExit(10),
  paused: planPause,
  'pause ended early': planPause,
  'refused: RegistrationIsPaused': planPause,
  'offer withdrawn': planOffers(true),
  'offer replaced': planOffers(false),
  'credit alone claimed': planCreditClaim,
  'penalized pool paid out': planPenalizedPool,
  'pool paid out': planEnd,
  'outdated pool refunded': planOutdated,
  "mark of the former operator's rotation dropped": planOperator,
}
