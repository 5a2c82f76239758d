import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import type { ProofJson } from './proofJson.ts'

export const keccakHex = (bytes: Uint8Array): Hex => bytesToHex(keccak256(bytes))

/** Replaces a hash wherever it occurs in a hex text. */
const replaceHash = (hex: string, old: Hex, other: Hex): string => hex.replaceAll(old.slice(2), other.slice(2))

/** Makes the child header name the anchor header of this proof instead of the one with hash `old`. */
export const relinkChild = (proof: ProofJson, old: Hex): ProofJson => {
  const other = keccakHex(hexToBytes(proof['anchorHeader'] as Hex))
  return { ...proof, childHeader: replaceHash(proof['childHeader'] as string, old, other) }
}

/**
 * Replaces `old` by `other` in the last node, and the hash of the node below in each node above. Returns the new root.
 */
const rehash = (nodes: readonly Hex[], old: Hex, other: Hex): { nodes: Hex[]; oldRoot: Hex; root: Hex } => {
  let [from, to] = [old, other]
  const rehashed = nodes.toReversed().map((node) => {
    const changed = replaceHash(node, from, to) as Hex
    from = keccakHex(hexToBytes(node))
    to = keccakHex(hexToBytes(changed))
    return changed
  })
  return { nodes: rehashed.toReversed(), oldRoot: from, root: to }
}

/** Extent of a forgery: all steps up to this one are made to fit, the later ones stay true. */
export const FORGERIES = ['root', 'storage proof', 'account proof', 'anchor header', 'child header'] as const

/**
 * A proof for another root, made to fit step by step. Up to `child header` it does not contradict itself: it is the
 * true proof of a chain that does not exist.
 */
export const forgeProof = (proof: ProofJson, root: Hex, upTo: (typeof FORGERIES)[number]): ProofJson => {
  const steps = FORGERIES.indexOf(upTo)
  const storage = rehash(proof['storageProof'] as Hex[], proof['root'] as Hex, root)
  const account = rehash(proof['accountProof'] as Hex[], storage.oldRoot, storage.root)
  const anchor = proof['anchorHeader'] as Hex
  const forged: Record<string, unknown> = { ...proof, root }
  if (steps >= 1) forged['storageProof'] = storage.nodes
  if (steps >= 2) forged['accountProof'] = account.nodes
  if (steps >= 3) forged['anchorHeader'] = replaceHash(anchor, account.oldRoot, account.root)
  return steps >= 4 ? relinkChild(forged, keccakHex(hexToBytes(anchor))) : forged
}
