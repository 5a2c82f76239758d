import { onlyIf } from '../nodeChecks.ts'
import type { Refusal } from '../rule.ts'
import { activeCount } from '../signers.ts'
import { epochAt, type ModelNode, type ModelState } from '../state.ts'

/** Activations, suspensions and removals are counted in buckets of this many epochs. The tip of an exit grows as often. */
export const BUCKET_EPOCHS = 24

/** Buckets that together cover any 168 epochs: the current one and the seven before. */
const COUNTED_BUCKETS = 8

/** Suspensions of a node are limited from this many epochs after its first activation on. */
export const ESTABLISHED_EPOCHS = 168

export const bucketOf = (epoch: number): number => Math.floor(epoch / BUCKET_EPOCHS)

/** One in `share` of the nodes, but at least `least`. */
const maxOf = (nodes: number, { share, least }: { share: number; least: number }): number =>
  Math.max(least, Math.floor(nodes / share))

const ACTIVATIONS = { share: 16, least: 2 }
const SUSPENSIONS = { share: 8, least: 2 }
const SUSPENSIONS_OF_ALL = { share: 4, least: 3 }

/** How many of these epochs are in the counted buckets. */
export const countRecent = (epochs: readonly number[], epoch: number): number =>
  epochs.filter((at) => bucketOf(at) > bucketOf(epoch) - COUNTED_BUCKETS).length

/** Unix seconds from which on suspensions of the node are limited. */
const establishedAt = ({ world }: ModelState, { activatableAt }: ModelNode): number =>
  activatableAt + ESTABLISHED_EPOCHS * world.epochSeconds

/** Whether the suspension of a node is limited. */
export const isEstablished = (state: ModelState, node: ModelNode, time: number): boolean =>
  time >= establishedAt(state, node)

/** Whether the node was put out so early that its return counts as an activation. */
export const wasSuspendedYoung = (state: ModelState, node: ModelNode): boolean =>
  node.suspendedAt < establishedAt(state, node)

/** Activations in the launch have no limit. */
export const isLaunched = ({ world }: ModelState, time: number): boolean => time >= world.launchEnd

/** A node of the launch is safe until its suspension is limited, because the launch lets in any number of nodes. */
export const notLaunched = (state: ModelState, node: ModelNode, time: number): Refusal | undefined => {
  const { launchEnd, epochSeconds } = state.world
  const from = launchEnd + ESTABLISHED_EPOCHS * epochSeconds
  return onlyIf(node.activatableAt < launchEnd && time < from, 'LaunchNotOver', from)
}

/** The number of active nodes before the bucket's first activation gives its maximum. */
export const tooManyActivations = (state: ModelState, time: number): Refusal | undefined => {
  const bucket = bucketOf(epochAt(state, time))
  const counted = state.activations.filter(({ epoch }) => bucketOf(epoch) === bucket)
  const max = maxOf(counted[0]?.active ?? 0, ACTIVATIONS)
  return onlyIf(counted.length >= max, 'ActivationLimitReached', (bucket + 1) * BUCKET_EPOCHS)
}

/** Call before the node becomes Active. */
export const countActivation = (state: ModelState, time: number): void => {
  state.activations.push({ epoch: epochAt(state, time), active: activeCount(state) })
}

/** @param members size of the set that suspends */
export const tooManySuspensions = (state: ModelState, members: number, time: number): (Refusal | undefined)[] => {
  const epoch = epochAt(state, time)
  const inBucket = state.suspensions.filter((at) => bucketOf(at) === bucketOf(epoch)).length
  const limit = (counted: number, max: number) =>
    onlyIf(counted >= max, 'SuspensionLimitReached', BigInt(counted), BigInt(max))
  return [
    limit(inBucket, maxOf(members, SUSPENSIONS)),
    limit(countRecent(state.suspensions, epoch), maxOf(members, SUSPENSIONS_OF_ALL)),
  ]
}
