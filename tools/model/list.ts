import { concat, encodePacked, type Hex, keccak256 } from 'viem'
import type { KeyIndex } from './registration.ts'
import { epochAt, type MembershipChange, type ModelNode, type ModelState, reach } from './state.ts'

/** The list and the state that depends on it: docs/verification.md, "Record and tree". */
const EMPTY: Hex = `0x${'00'.repeat(32)}`
const RECORD_VERSION = 2
const CHILDREN = 4

/** Minimum d >= 1 with 4^d >= leafCount; 0 before the first leaf. */
export const depthOf = (leafCount: number): number => {
  if (leafCount === 0) return 0
  let depth = 1
  while (CHILDREN ** depth < leafCount) depth++
  return depth
}

/** The root of the whole tree, hashed anew from its leaves. */
export const rootOf = (leaves: readonly (Hex | undefined)[]): Hex => {
  const hash = (level: number, index: number): Hex => {
    if (index * CHILDREN ** level >= leaves.length) return EMPTY
    if (level === 0) return leaves[index] ?? EMPTY
    const children = [0, 1, 2, 3].map((child) => hash(level - 1, index * CHILDREN + child))
    return children.every((child) => child === EMPTY) ? EMPTY : keccak256(concat(children))
  }
  return hash(depthOf(leaves.length), 0)
}

const leafOf = (state: ModelState, node: ModelNode): Hex =>
  keccak256(
    encodePacked(
      [
        'uint8',
        'uint32',
        'address',
        'bytes32',
        'bytes16',
        'uint16',
        'uint16',
        'uint40',
        'uint64',
        'bytes32',
        'bytes32',
      ],
      [
        RECORD_VERSION,
        node.nodeId,
        node.operator,
        node.ed25519Key,
        node.endpoint.ip,
        node.endpoint.rpcPort,
        node.endpoint.quicPort,
        node.activatedAt,
        node.seed,
        state.world.keyring.hash(node.key),
        node.extensionHash,
      ],
    ),
  )

/** Updates the leaf of an Active node. */
export const rewriteLeaf = (state: ModelState, node: ModelNode): void => {
  state.leaves[node.leafIndex] = leafOf(state, node)
  state.listVersion++
}

/**
 * Makes the node Active: listed at the index freed last, or else at a new one; signing from the next epoch; earning.
 */
export const enterList = (state: ModelState, node: ModelNode, time: number): void => {
  const freed = state.freed.pop()
  if (freed !== undefined) reach(state, 'leaf reused')
  node.leafIndex = freed ?? state.leaves.length
  node.statusEpoch = epochAt(state, time)
  rewriteLeaf(state, node)
  noteMembership(state, [{ ...signerOf(node), time, joined: true }])
  advanceRewards(state, time)
  state.rewards.active.add(node.nodeId)
}

/** Another key of an Active node signs from the next epoch on. */
export const replaceSigner = (state: ModelState, node: ModelNode, previous: KeyIndex, time: number): void => {
  const { nodeId, key } = node
  noteMembership(state, [
    { nodeId, key: previous, time, joined: false },
    { nodeId, key, time, joined: true },
  ])
}

/** Ends the Active state of a node. */
export const leaveList = (state: ModelState, node: ModelNode, time: number): void => {
  node.statusEpoch = epochAt(state, time)
  state.freed.push(node.leafIndex)
  state.leaves[node.leafIndex] = undefined
  state.listVersion++
  noteMembership(state, [{ ...signerOf(node), time, joined: false }])
  advanceRewards(state, time)
  state.rewards.active.delete(node.nodeId)
}

/** Accrues the pool for the passed time. */
export const advanceRewards = (state: ModelState, time: number): void => {
  const { active } = state.rewards
  if (active.size > state.world.fullEmissionNodes) reach(state, 'full emission')
  else if (active.size > 0 && active.size < state.world.fullEmissionNodes) reach(state, 'emission of a small network')
  state.rewards.advance(BigInt(time))
  state.poolCalls++
}

/** Signer sets that the contract keeps at once. A change in a later epoch overwrites the oldest. */
const SETS_KEPT = 3

const signerOf = ({ nodeId, key }: ModelNode) => ({ nodeId, key })

/** Changes of the signers by one call. */
const noteMembership = (state: ModelState, changes: readonly [MembershipChange, ...MembershipChange[]]): void => {
  const last = state.membershipChanges.at(-1)
  state.membershipChanges.push(...changes)
  if (last !== undefined && epochAt(state, last.time) === epochAt(state, changes[0].time)) return
  reach(state, 'signer set opened')
  if ((state.reached.get('signer set opened') ?? 0) > SETS_KEPT) reach(state, 'signer ring wrapped')
}
