import type { KeyIndex } from './registration.ts'
import { epochAt, type MembershipChange, type ModelState, STATUS } from './state.ts'

/** The set of epoch E: nodes active in the state after the last block before E begins, with their keys in it. */
export const signersOf = (state: ModelState, epoch: number): Map<number, KeyIndex> => {
  const boundary = epoch * state.world.epochSeconds
  const members = new Map<number, KeyIndex>()
  for (const { time, nodeId, key, joined } of state.membershipChanges) {
    if (time >= boundary) break
    if (joined) members.set(nodeId, key)
    else members.delete(nodeId)
  }
  return members
}

/** Active nodes, whether or not they sign yet. */
export const activeCount = (state: ModelState): number =>
  [...state.nodes.values()].filter(({ status }) => status === STATUS.Active).length

/** The key's last interval as signer; zeros: never one. */
export const intervalOf = (state: ModelState, key: KeyIndex): { joinedEpoch: number; leftEpoch: number } => {
  const after = ({ time }: MembershipChange) => epochAt(state, time) + 1
  const changes = state.membershipChanges.filter((change) => change.key === key)
  const joined = changes.findLast((change) => change.joined)
  const last = changes.at(-1)
  if (joined === undefined || last === undefined) return { joinedEpoch: 0, leftEpoch: 0 }
  return { joinedEpoch: after(joined), leftEpoch: last.joined ? STILL_SIGNER : after(last) }
}

const STILL_SIGNER = 2 ** 32 - 1
