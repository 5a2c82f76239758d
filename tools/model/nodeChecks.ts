import type { Hex } from 'viem'
import type { KeyIndex } from './registration.ts'
import { type Refusal, refusal } from './rule.ts'
import { type ModelNode, type ModelState, STATUS } from './state.ts'

/** Reasons that several calls share. */
export const gone = (node: ModelNode): boolean => node.status === STATUS.Exited || node.status === STATUS.Removed

/** Refusals of a call for a node that must exist and not have left. `more` is called only for such a node. */
export const livingNode = (
  state: ModelState,
  nodeId: number,
  more: (node: ModelNode) => readonly (Refusal | undefined)[],
): Refusal[] => {
  const node = state.nodes.get(nodeId)
  if (node === undefined) return [refusal('ServiceNodeUnknown', nodeId)]
  if (gone(node)) return [statusRefusal(node)]
  return more(node).filter((reason) => reason !== undefined)
}

export const statusRefusal = (node: ModelNode): Refusal => refusal('StatusNotAllowed', node.nodeId, node.status)

export const onlyIf = (wrong: boolean, name: string, ...args: readonly unknown[]): Refusal | undefined =>
  wrong ? refusal(name, ...args) : undefined

export const notCaller = (node: ModelNode, sender: Hex, ...allowed: readonly (Hex | undefined)[]) =>
  onlyIf(!allowed.includes(sender), 'CallerNotAllowed', node.nodeId, sender)

export const wrongIdentity = (node: ModelNode, ed25519Key: Hex) =>
  onlyIf(ed25519Key !== node.ed25519Key, 'Ed25519KeyNotOfNode', node.nodeId, ed25519Key)

export const wrongKey = (state: ModelState, node: ModelNode, key: KeyIndex) =>
  onlyIf(key !== node.key, 'BlsKeyNotOfNode', node.nodeId, state.world.keyring.hash(key))
