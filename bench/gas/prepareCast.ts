import { type Hex, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { seededAccount, seededBytes } from '../../devnet/demo/seededKeys.ts'
import { secondsUntilNext } from '../../shared/epoch/clock.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { encodeCall } from './encodeCall.ts'
import { GAS_SEED } from './gasPlans.ts'
import type { World } from './openWorld.ts'
import { registerNode } from './registerNode.ts'
import { signQuorumAction } from './signQuorumAction.ts'

/** The longest wait of the cast, a removed node's for its principal, and a day. */
const WAIT_SECONDS = 31 * 86_400

/** The exit delay. */
const EXIT_SECONDS = 14 * 86_400

/** Ids of nodes with something done to them beforehand; all but the tens and `active` are the only node of their operator. */
const CAST = {
  /** Nothing was ever claimed; the owner holds no tokens. */
  neverClaimed: 69,
  claimedBefore: 141,
  /** Ten nodes of one owner each. */
  tenNeverClaimed: [145, 146, 147, 148, 149, 150, 151, 152, 153, 154],
  tenClaimedBefore: [73, 74, 75, 76, 77, 78, 79, 80, 81, 82],
  /** Active and due to exit; of the first, the owner holds tokens. */
  dueRich: 213,
  duePoor: 285,
  /** Active, and its exit is so late that it pays a tip. */
  dueLate: 429,
  /** Active and due to exit: whose exit opens an epoch where another transaction shall not. */
  opener: 357,
  suspended: 501,
  /** Removed: the counters of removals are in use, as on any chain that ever removed a node. */
  removed: 861,
  /** Active; a new owner is proposed. */
  ownerProposed: 717,
  /** Active, nothing was ever done to them. */
  active: 500,
  activeOfOneOperator: 573,
} as const

export type Cast = typeof CAST & {
  /** Registered, never activated, due to exit. */
  readonly pendingDue: number
  readonly newOwner: PrivateKeyAccount
  /** Reports to the quorum; holds tokens. */
  readonly reporter: Hex
}

/** Carries out the past of the measured state: claims, requested exits, a suspension, a removal. */
export const prepareCast = async (world: World, pending: RegistrationPlan): Promise<Cast> => {
  const { clock, deployment } = world
  await clock.advanceTo(nextEpochStart(world))
  const reporter = seededAccount(GAS_SEED, 'reporter').address
  const newOwner = seededAccount(GAS_SEED, 'new owner')
  const toPool = { from: world.anybody, to: deployment.rewardsPool }
  const registry = deployment.registry
  const operatorOf = (nodeId: number): PrivateKeyAccount => world.planOf(nodeId).operator

  const { nodeId: pendingDue } = await registerNode(world, pending)
  const transfer = world.encodeTransfer(reporter, parseEther('1'))
  await world.send({ from: world.anybody, to: deployment.token, data: transfer })
  const claimed = [CAST.claimedBefore, ...CAST.tenClaimedBefore, CAST.dueRich]
  await world.send({ ...toPool, data: world.encodeClaim(claimed) })
  const requestExit = (nodeId: number) =>
    world.send({ from: operatorOf(nodeId), to: registry, data: encodeCall.requestExit(nodeId) })
  await requestExit(CAST.dueLate)
  const proposal = encodeCall.proposeOwner(CAST.ownerProposed, newOwner.address)
  await world.send({ from: operatorOf(CAST.ownerProposed), to: registry, data: proposal })
  for (const [kind, nodeId] of [
    ['suspend', CAST.suspended],
    ['remove', CAST.removed],
  ] as const) {
    const evidenceHash = seededBytes(GAS_SEED, 'evidence', nodeId)
    const action = signQuorumAction(world, { kind, nodeId, reason: 1, evidenceHash, reporter, nonSigners: [] })
    await world.send({
      from: world.anybody,
      to: registry,
      data: encodeCall.quorum(kind, action, world.planOf(action.nodeId)),
    })
  }
  world.left(CAST.suspended)
  world.left(CAST.removed)

  await clock.advanceTo(clock.now() + WAIT_SECONDS - EXIT_SECONDS)
  for (const nodeId of [CAST.dueRich, CAST.duePoor, CAST.opener, pendingDue]) await requestExit(nodeId)
  await clock.advanceTo(clock.now() + EXIT_SECONDS)
  await clock.advanceTo(nextEpochStart(world))
  return { ...CAST, pendingDue, newOwner, reporter }
}

const nextEpochStart = ({ clock, deployment: { epochSeconds } }: World): number =>
  clock.now() + Number(secondsUntilNext(BigInt(clock.now()), epochSeconds))
