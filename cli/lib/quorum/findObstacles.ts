import { STATUS_REST_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'
import type { Suspensions } from './readSuspensions.ts'

/** One in this many members may be removed in 168 epochs, see `QuorumActions`. */
const REMOVAL_SHARE = 13

/** One in this many members may be suspended in a bucket of 24 epochs, and in eight of them, but at least so many. See `SuspensionLimit`. */
const BUCKET = { share: 8, least: 2 } as const
const BUCKETS = { share: 4, least: 3 } as const

const ALLOWED = { suspend: ['Active'], resume: ['Suspended'], remove: ['Active', 'Suspended'] } as const

/** The state of the chain that decides about an action. Times are unix seconds. */
export type ActionFacts = {
  /** Time of the newest block. */
  readonly now: number
  readonly currentEpoch: number
  readonly epochSeconds: number
  readonly status: string
  /** The node uses the BLS key in the proposal. */
  readonly isKeyOfNode: boolean
  /** Epoch of the node's last change between Active and anything else. */
  readonly statusEpoch: number
  /** 0 if no exit was asked for. */
  readonly exitDueAt: number
  /** Nodes active now. */
  readonly active: number
  readonly minQuorum: number
  /** Size of the set of the action's epoch. */
  readonly members: number
  /** Removals in the current bucket of 24 epochs and the seven before; needed for a removal. */
  readonly removals: number
  /** Time until which the node is safe because it came in the launch, unix seconds. 0: it did not. */
  readonly safeUntil: number
  /** Suspensions of established nodes; null if the action is not limited by them. */
  readonly suspensions: Suspensions | null
}

/** Nodes that a set of this size may remove in any 168 epochs. */
export const removalsMaxOf = (members: number): number => Math.max(1, Math.floor(members / REMOVAL_SHARE))

/** The reasons why the contracts would refuse an action, however many members signed it: one sentence each. */
export const findObstacles = (terms: QuorumTerms, facts: ActionFacts): string[] => {
  const { now, currentEpoch, epochSeconds, status, statusEpoch, exitDueAt, active, minQuorum, members } = facts
  const obstacles: string[] = []
  if (!facts.isKeyOfNode) obstacles.push(`Node ${terms.nodeId} does not use the BLS key in the proposal.`)
  if (terms.kind !== 'resume' && now < facts.safeUntil) {
    const until = describeMoment(facts.safeUntil, now)
    obstacles.push(`Node ${terms.nodeId} came in the launch. Until ${until} it cannot be suspended or removed.`)
  }
  const allowed: readonly string[] = ALLOWED[terms.kind]
  if (!allowed.includes(status)) {
    obstacles.push(`Node ${terms.nodeId} is ${status}; it must be ${allowed.join(' or ')}.`)
  }
  if (exitDueAt !== 0 && now >= exitDueAt) {
    obstacles.push(`Its exit has been due since ${describeDate(exitDueAt)}: it can only leave.`)
  }
  if (currentEpoch < statusEpoch + STATUS_REST_EPOCHS) {
    const from = Number(boundaryOf(toEpoch(BigInt(statusEpoch + STATUS_REST_EPOCHS)), epochSeconds))
    obstacles.push(
      `Its status changed in epoch ${statusEpoch}. The cooldown is ${STATUS_REST_EPOCHS} epochs: until ${describeMoment(from, now)}.`,
    )
  }
  if (members < minQuorum) {
    obstacles.push(`The set of epoch ${terms.epoch} has ${members} members; at least ${minQuorum} can act.`)
  }
  if (terms.kind === 'suspend' && active <= minQuorum) {
    obstacles.push(`${active} nodes are active; a suspension must leave at least ${minQuorum}.`)
  }
  if (terms.kind === 'remove') {
    const max = removalsMaxOf(members)
    if (facts.removals >= max) {
      obstacles.push(
        `${facts.removals} of at most ${max} removals were made in this 24-epoch bucket and the seven before.`,
      )
    }
  }
  obstacles.push(...suspensionObstacles(facts))
  return obstacles
}

const suspensionObstacles = ({ suspensions, members }: ActionFacts): string[] => {
  if (suspensions === null) return []
  const maxOf = ({ share, least }: { share: number; least: number }) => Math.max(least, Math.floor(members / share))
  const [max, maxOfEight] = [maxOf(BUCKET), maxOf(BUCKETS)]
  if (suspensions.inBucket >= max) {
    return [`${suspensions.inBucket} of at most ${max} suspensions were made in this bucket of 24 epochs.`]
  }
  if (suspensions.inBuckets >= maxOfEight) {
    return [
      `${suspensions.inBuckets} of at most ${maxOfEight} suspensions were made in this 24-epoch bucket and the seven before.`,
    ]
  }
  return []
}
