import { epochAt, type MembershipChange, type ModelState, STATUS } from './state.ts'

/** The set of epoch E: nodes active in the state after the last block before E begins. */
export const signersOf = (state: ModelState, epoch: number): Set<number> => {
  const boundary = epoch * state.world.epochSeconds
  const members = new Set<number>()
  for (const { time, nodeId, joined } of state.membershipChanges) {
    if (time >= boundary) break
    if (joined) members.add(nodeId)
    else members.delete(nodeId)
  }
  return members
}

/** Active nodes, whether or not they sign yet. */
export const activeCount = (state: ModelState): number =>
  [...state.nodes.values()].filter(({ status }) => status === STATUS.Active).length

/** The node's last interval as signer; zeros: never one. */
export const intervalOf = (state: ModelState, nodeId: number): { joinedEpoch: number; leftEpoch: number } => {
  const after = ({ time }: MembershipChange) => epochAt(state, time) + 1
  const changes = state.membershipChanges.filter((change) => change.nodeId === nodeId)
  const joined = changes.findLast((change) => change.joined)
  const last = changes.at(-1)
  if (joined === undefined || last === undefined) return { joinedEpoch: 0, leftEpoch: 0 }
  return { joinedEpoch: after(joined), leftEpoch: last.joined ? STILL_SIGNER : after(last) }
}

const STILL_SIGNER = 2 ** 32 - 1
