import { equalBytes } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { RlpInvalidError } from '../list/errors.ts'
import { decodeRlpList, type RlpItem } from './rlp.ts'

/** Every key is a keccak256 hash: 32 bytes. */
const PATH_NIBBLES = 64

/** The longest path to a leaf: one node for each nibble and one for the leaf. */
export const PROOF_NODES_MAX = PATH_NIBBLES + 1

/** The longest node. A full branch has 532 bytes, a leaf with an account fewer. */
export const PROOF_NODE_BYTES_MAX = 1_024

const BRANCH_ITEMS = 17
const HASH_BYTES = 32

/** The root of an empty trie: keccak256 of the RLP of an empty string. */
const EMPTY_ROOT = keccak256(Uint8Array.of(0x80))

/** The path ends here: the trie holds nothing at the key. `absent` says why. */
type Absent = { absent: string }
type Found = { value: Uint8Array } | { child: RlpItem; position: number } | Absent

function nibbleAt(path: Uint8Array, position: number): number {
  const byte = path[position >> 1] as number
  return position % 2 === 0 ? byte >> 4 : byte & 0x0f
}

function stepBranch(items: readonly RlpItem[], path: Uint8Array, position: number): Found {
  const value = items[BRANCH_ITEMS - 1] as RlpItem
  if (value.kind !== 'string' || value.payload.length > 0)
    throw new RlpInvalidError({ reason: 'a branch holds a value, which no key of 32 bytes can reach' })
  if (position === PATH_NIBBLES) throw new RlpInvalidError({ reason: 'a branch stands where the key has ended' })
  return { child: items[nibbleAt(path, position)] as RlpItem, position: position + 1 }
}

/** Steps through a leaf or an extension: compact path, then value or child. */
function stepShort(items: readonly RlpItem[], path: Uint8Array, position: number): Found {
  const [compact, next] = items as [RlpItem, RlpItem]
  const bytes = compact.payload
  const flag = (bytes[0] ?? 0xff) >> 4
  if (compact.kind !== 'string' || flag > 3) throw new RlpInvalidError({ reason: 'a node path has no known flag' })
  const isLeaf = flag >= 2
  const isOdd = flag % 2 === 1
  if (!isOdd && ((bytes[0] as number) & 0x0f) !== 0)
    throw new RlpInvalidError({ reason: 'a node path is padded with other than zero' })
  const nibbles = 2 * bytes.length - (isOdd ? 1 : 2)
  if (position + nibbles > PATH_NIBBLES) throw new RlpInvalidError({ reason: 'a node path is longer than the key' })
  if (!isLeaf && nibbles === 0) throw new RlpInvalidError({ reason: 'an extension has an empty path' })
  if (!isLeaf && next.payload.length === 0) throw new RlpInvalidError({ reason: 'an extension leads nowhere' })
  if (isLeaf && position + nibbles !== PATH_NIBBLES)
    throw new RlpInvalidError({ reason: 'a leaf ends before the key does' })
  if (isLeaf && next.kind !== 'string') throw new RlpInvalidError({ reason: 'a leaf holds a list, not a value' })
  for (let i = 0; i < nibbles; i++)
    if (nibbleAt(bytes, i + (isOdd ? 1 : 2)) !== nibbleAt(path, position + i))
      return { absent: 'a node path leads to another key' }
  return isLeaf ? { value: next.payload } : { child: next, position: position + nibbles }
}

function stepNode(node: Uint8Array, path: Uint8Array, position: number): Found {
  const items = decodeRlpList(node, BRANCH_ITEMS)
  if (items.length === BRANCH_ITEMS) return stepBranch(items, path, position)
  if (items.length === 2) return stepShort(items, path, position)
  throw new RlpInvalidError({ reason: `a node has ${items.length} items, not 2 or 17` })
}

/** Follows a node and the nodes embedded in it. A node below 32 bytes stands in place of its hash. */
function walkNode(node: Uint8Array, path: Uint8Array, from: number): { value: Uint8Array } | HashChild | Absent {
  let found = stepNode(node, path, from)
  // Each round consumes at least one nibble of the path, or throws.
  while ('child' in found) {
    const { child, position } = found
    if (child.kind === 'string') {
      if (child.payload.length === 0) return { absent: 'the trie holds nothing at this key' }
      if (child.payload.length !== HASH_BYTES) throw new RlpInvalidError({ reason: 'a child is neither node nor hash' })
      return { hash: child.payload, position }
    }
    if (child.raw.length >= HASH_BYTES) throw new RlpInvalidError({ reason: 'an embedded node has 32 bytes or more' })
    found = stepNode(child.raw, path, position)
  }
  return found
}

type HashChild = { hash: Uint8Array; position: number }

/**
 * Finds the value at a key of 32 bytes of a Merkle Patricia trie, or its absence. Strict: every node is needed, in
 * order and canonical, and no node follows the deciding one. So each answer has exactly one proof.
 */
function followProof(root: Uint8Array, path: Uint8Array, proof: readonly Uint8Array[]): { value: Uint8Array } | Absent {
  if (proof.length > PROOF_NODES_MAX)
    throw new RlpInvalidError({ reason: `it has ${proof.length} nodes, more than ${PROOF_NODES_MAX}` })
  let expected: HashChild = { hash: root, position: 0 }
  for (const [i, node] of proof.entries()) {
    if (node.length > PROOF_NODE_BYTES_MAX)
      throw new RlpInvalidError({ reason: `node ${i} has ${node.length} bytes, more than ${PROOF_NODE_BYTES_MAX}` })
    if (i > 0 && node.length < HASH_BYTES)
      throw new RlpInvalidError({ reason: `node ${i} is shorter than 32 bytes, so it had to be embedded` })
    if (!equalBytes(keccak256(node), expected.hash))
      throw new RlpInvalidError({ reason: `node ${i} does not have the hash that its parent names` })
    const found = walkNode(node, path, expected.position)
    if ('hash' in found) {
      expected = found
      continue
    }
    if (i !== proof.length - 1)
      throw new RlpInvalidError({ reason: `${proof.length - 1 - i} nodes follow the one that settles it` })
    return found
  }
  if (proof.length === 0 && equalBytes(root, EMPTY_ROOT)) return { absent: 'the trie is empty' }
  throw new RlpInvalidError({ reason: 'it ends before the value' })
}

/**
 * Returns the value at a key of 32 bytes of a Merkle Patricia trie.
 *
 * @param root 32 bytes. @param path 32 bytes, already hashed. @param proof nodes from the root down.
 * @throws RlpInvalidError for any proof but the one proof of this value
 */
export function verifyTrieProof(root: Uint8Array, path: Uint8Array, proof: readonly Uint8Array[]): Uint8Array {
  const found = followProof(root, path, proof)
  if ('absent' in found) throw new RlpInvalidError({ reason: found.absent })
  return found.value
}

/**
 * Returns the value at a key of 32 bytes of a Merkle Patricia trie, or `null` if the proof shows that it has none. Such
 * a proof ends at an empty child, or at a leaf or extension with another path. For an empty trie it has no nodes.
 *
 * @throws RlpInvalidError for any proof but the one proof of this value or of its absence
 */
export function readTrieProof(root: Uint8Array, path: Uint8Array, proof: readonly Uint8Array[]): Uint8Array | null {
  const found = followProof(root, path, proof)
  return 'value' in found ? found.value : null
}
