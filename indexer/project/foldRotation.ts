import { concatHex, type Hex, keccak256 } from 'viem'
import { NO_EXTENSION } from '../../shared/list/record.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import { rotationDigest } from '../../shared/signing/rotationDigest.ts'
import type { EventOf, ReplacedKey } from './types.ts'
import { verifyIdentity } from './verifyIdentity.ts'

export type KeysRotated = Extract<EventOf<'REGISTRY'>, { eventName: 'KeysRotated' }>

/** A BLS key and its hash, from the words of an event. Lower case. */
export function blsKeyOf(words: { x_a: Hex; x_b: Hex; y_a: Hex; y_b: Hex }): { blsKey: Hex; blsKeyHash: Hex } {
  const blsKey = concatHex([words.x_a, words.x_b, words.y_a, words.y_b]).toLowerCase() as Hex
  return { blsKey, blsKeyHash: keccak256(blsKey) }
}

/** Whether a rotation takes the place of the keys that the node has. */
export function isRotationOf(node: ServiceNode, { args }: KeysRotated): boolean {
  return (
    args.previousBlsKeyHash.toLowerCase() === node.blsKeyHash &&
    args.previousEd25519Key.toLowerCase() === node.ed25519Key
  )
}

/**
 * The node with its new keys. The proof of a new Ed25519 key is its signature of the rotation. An Ed25519 key that stays
 * keeps its proof. The extension goes, since its key lies on the same machine.
 */
export function foldRotation(
  node: ServiceNode,
  { args }: KeysRotated,
  { chainId, registry }: { chainId: bigint; registry: Hex },
): ServiceNode {
  const { blsKey, blsKeyHash } = blsKeyOf(args.blsKey)
  const ed25519Key = args.ed25519Key.toLowerCase() as Hex
  const terms = {
    nodeId: node.nodeId,
    oldBlsKeyHash: node.blsKeyHash,
    newBlsKeyHash: blsKeyHash,
    oldEd25519Key: node.ed25519Key,
    newEd25519Key: ed25519Key,
    compromised: args.compromised,
    deadline: args.deadline,
  }
  const identityProofValid =
    ed25519Key === node.ed25519Key
      ? node.identityProofValid
      : verifyIdentity({
          ed25519Key,
          digest: rotationDigest({ chainId, registry, terms }),
          signature: args.ed25519Signature,
        })
  return { ...node, ed25519Key, blsKey, blsKeyHash, identityProofValid, extensionHash: NO_EXTENSION }
}

/** The keys that are in `before` and no longer in `after`: one or two. */
export function replacedKeysOf(
  before: ServiceNode,
  after: ServiceNode,
  { compromised, blockNumber }: { compromised: boolean; blockNumber: bigint },
): ReplacedKey[] {
  const { nodeId } = before
  const keys: ReplacedKey[] = []
  if (before.blsKeyHash !== after.blsKeyHash)
    keys.push({ kind: 'BLS', key: before.blsKeyHash, nodeId, compromised, blockNumber })
  if (before.ed25519Key !== after.ed25519Key)
    keys.push({ kind: 'ED25519', key: before.ed25519Key, nodeId, compromised, blockNumber })
  return keys
}
