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

/** Then only `exit` changes the node. */
export const exitDue = ({ nodeId, exitDueAt }: ModelNode, time: number) =>
  onlyIf(exitDueAt !== 0 && time >= exitDueAt, 'ExitDue', nodeId, exitDueAt)

export const wrongIdentity = (node: ModelNode, ed25519Key: Hex): Refusal | undefined => {
  if (ed25519Key === node.ed25519Key) return undefined
  const replaced = node.replacedIdentities.some((identity) => identity.ed25519Key === ed25519Key)
  return refusal(replaced ? 'KeyReplaced' : 'Ed25519KeyNotOfNode', node.nodeId, ed25519Key)
}

export const wrongKey = (state: ModelState, node: ModelNode, key: KeyIndex): Refusal | undefined => {
  if (key === node.key) return undefined
  const replaced = node.replacedKeys.some((old) => old.key === key)
  return refusal(replaced ? 'KeyReplaced' : 'BlsKeyNotOfNode', node.nodeId, keyHash(state, key))
}

/** Whether the key is the node's, or was. */
export const everHadKey = ({ key, replacedKeys }: ModelNode, asked: KeyIndex): boolean =>
  key === asked || replacedKeys.some((old) => old.key === asked)

const everHadIdentity = ({ ed25519Key, replacedIdentities }: ModelNode, asked: Hex): boolean =>
  ed25519Key === asked || replacedIdentities.some((old) => old.ed25519Key === asked)

/** Keys are used once: a replaced one stays its node's. */
export const usedKey = (state: ModelState, key: KeyIndex | 'infinity'): Refusal | undefined => {
  if (key === 'infinity') return undefined
  const user = [...state.nodes.values()].find((node) => everHadKey(node, key))
  return user && refusal('BlsKeyUsed', keyHash(state, key), user.nodeId)
}

export const usedIdentity = (state: ModelState, ed25519Key: Hex): Refusal | undefined => {
  const user = [...state.nodes.values()].find((node) => everHadIdentity(node, ed25519Key))
  return user && refusal('Ed25519KeyUsed', ed25519Key, user.nodeId)
}

/** keccak of the 128 zero bytes that stand for the point at infinity. */
const INFINITY_HASH: Hex = '0x012893657d8eb2efad4de0a91bcd0e39ad9837745dec3ea923737ea803fc8e3d'

export const keyHash = (state: ModelState, key: KeyIndex | 'infinity'): Hex =>
  key === 'infinity' ? INFINITY_HASH : state.world.keyring.hash(key)
