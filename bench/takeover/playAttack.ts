import { type AttackPlan, createAttacker, LAST_SECOND } from './attacker.ts'
import type { Defence } from './defenders.ts'
import {
  type Attempt,
  BUCKET_EPOCHS,
  canSign,
  createNetworkModel,
  EPOCH_SECONDS,
  type Rules,
  WEEK_EPOCHS,
} from './networkModel.ts'

/** Network and time of an attack. */
export type Setting = {
  readonly rules: Rules
  readonly honestNodes: number
  /** Epochs of a launch that begins with the first activations of both sides; 0: the launch was long ago. */
  readonly launchEpochs: number
  readonly defence: Defence
  /** Number of stakes of the attacker. */
  readonly stakesMax: number
  /** Epochs after the first activation at which a play ends. */
  readonly horizon: number
}

/** Hours from the first activation to the first epoch with this set, and stakes that were used until then. */
export type Moment = { readonly hours: number; readonly stakes: number }

export type Outcome = {
  readonly plan: AttackPlan
  /** More than a third of the set: the honest cannot sign any more. */
  readonly third?: Moment
  /** Two thirds of the set. */
  readonly control?: Moment
  /** No honest node in the list of the epoch. */
  readonly alone?: Moment
  /** Honest nodes that were removed, at a penalty. */
  readonly removed: number
}

/** The network is older than a week when the attack begins: bucket 7 passes, and the attack is in bucket 8. */
export const ATTACK_BUCKET = 8

/** Plays one plan, epoch by epoch. */
export function playAttack(setting: Setting, plan: AttackPlan, record?: (attempt: Attempt) => void): Outcome {
  const { honestNodes, launchEpochs, horizon } = setting
  const isLaunch = launchEpochs > 0
  // In a launch the last epoch of a bucket is of no use, since activations are not limited.
  const start = ATTACK_BUCKET * BUCKET_EPOCHS + (isLaunch ? 0 : BUCKET_EPOCHS - 1)
  const founded = (isLaunch ? start : 0) * EPOCH_SECONDS
  const launchEnd = isLaunch ? (start + launchEpochs) * EPOCH_SECONDS : EPOCH_SECONDS
  let isRecording = false
  const network = createNetworkModel({
    rules: setting.rules,
    launchEnd,
    record: (attempt) => isRecording && record?.(attempt),
  })
  const honestIds = Array.from({ length: honestNodes }, () => network.register('honest'))
  network.advance(founded)
  for (const nodeId of honestIds) network.activate(nodeId)
  isRecording = true

  const attacker = createAttacker({ network, plan, start, stakesMax: setting.stakesMax })
  const defend = setting.defence(network, honestIds)
  const moments: { third?: Moment; control?: Moment; alone?: Moment } = {}
  for (let epoch = start; epoch <= start + horizon; epoch++) {
    const isFirst = epoch === start && !isLaunch
    network.advance(epoch * EPOCH_SECONDS + (isFirst ? LAST_SECOND : 0))
    const members = network.setOf(epoch)
    // The first activation is in the last second of its epoch, so the next epoch begins at once.
    const moment = { hours: epoch - start - (isLaunch ? 0 : 1), stakes: attacker.stakes() }
    if (epoch > start && !canSign(members, 'honest')) moments.third ??= moment
    if (canSign(members, 'attacker')) moments.control ??= moment
    if (epoch > start && members.honest === 0) {
      moments.alone = moment
      break
    }
    attacker.act()
    defend()
  }
  const removed = honestIds.filter((nodeId) => network.node(nodeId).status === 'Removed').length
  return { plan, ...moments, removed }
}

/** A plan that neither waits nor removes. */
export const SIMPLE_PLAN: AttackPlan = {
  launchNodes: 0,
  returnsAfter: WEEK_EPOCHS,
  evictsAfter: 0,
  removes: false,
  removesFirst: false,
}
