import { boundaryOf, toEpoch } from '../../../shared/epoch/clock.ts'
import { describeDate, describeMoment } from '../../../shared/format/times.ts'
import type { QuorumTerms } from '../../../shared/signing/quorumDigest.ts'

/** Epochs between two changes of a node by quorum, see `QuorumActions`. */
const STATUS_REST_EPOCHS = 2

/** One in this many members may be removed in a week, see `QuorumActions`. */
const REMOVAL_SHARE = 13

const ALLOWED = { suspend: ['Active'], resume: ['Suspended'], remove: ['Active', 'Suspended'] } as const

/** The state of the chain that decides about an action. Times are unix seconds. */
export type ActionFacts = {
  /** Time of the newest block. */
  readonly now: number
  readonly currentEpoch: number
  readonly epochSeconds: number
  readonly status: string
  /** The BLS key in the proposal is the node's. */
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
  /** Removals in the last eight days of the calendar; needed for a removal. */
  readonly removals: number
}

/** Nodes that a set of this size may remove in any 7 days. */
export const removalsMaxOf = (members: number): number => Math.max(1, Math.floor(members / REMOVAL_SHARE))

/** The reasons why the contracts would refuse an action, however many members signed it: one sentence each. */
export const findObstacles = (terms: QuorumTerms, facts: ActionFacts): string[] => {
  const { now, currentEpoch, epochSeconds, status, statusEpoch, exitDueAt, active, minQuorum, members } = facts
  const obstacles: string[] = []
  if (!facts.isKeyOfNode) obstacles.push(`The BLS key in the proposal does not belong to node ${terms.nodeId}.`)
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
      `Its status changed in epoch ${statusEpoch}, and rests two epochs: until ${describeMoment(from, now)}.`,
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
      obstacles.push(`${facts.removals} of at most ${max} removals were made in the last eight days of the calendar.`)
    }
  }
  return obstacles
}
