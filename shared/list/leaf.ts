import { bytesToHex, concat, equalBytes, type Hex, hexToBytes, readUint, writeUint } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { LeafProofInvalidError, RootMismatchError } from './errors.ts'
import { decodeRecord, leafOf, RECORD_BYTES, RECORD_VERSION, type ServiceNodeRecord } from './record.ts'
import { HASH_BYTES } from './rootInPlace.ts'
import { DEPTH_MAX } from './tree.ts'

/** "MSTL" */
const MAGIC = 0x4d53544c
const WIRE_VERSION = 2

/** Magic 4, version 1, root 32, leafIndex 4, depth 1, record 154. */
const LEAF_HEAD_BYTES = 42 + RECORD_BYTES

/** The three siblings of one level. */
const LEVEL_BYTES = 3 * HASH_BYTES

/** The length of the longest leaf proof. */
export const LEAF_PROOF_BYTES_MAX = LEAF_HEAD_BYTES + DEPTH_MAX * LEVEL_BYTES

/** One record, with the siblings that show it is in a list. */
export type LeafProof = {
  /** Root of the list. */
  root: Hex
  leafIndex: number
  /** Its 154 bytes. */
  record: Uint8Array
  /** The three siblings of each level in order of position, from the leaves up: `depth` arrays of 96 bytes. */
  siblings: readonly Uint8Array[]
}

/**
 * Encodes a leaf proof as `application/vnd.muster.leaf.v2`:
 * `"MSTL" | u8 2 | 32 root | u32 leafIndex | u8 depth | 154 record | depth × 96 siblings`.
 *
 * @throws LeafProofInvalidError if `decodeLeaf` would refuse the bytes
 */
export function encodeLeaf({ root, leafIndex, record, siblings }: LeafProof): Uint8Array {
  const head = new Uint8Array(42)
  writeUint(head, 0, 4, MAGIC)
  head[4] = WIRE_VERSION
  head.set(hexToBytes(root), 5)
  writeUint(head, 37, 4, leafIndex)
  head[41] = siblings.length
  const bytes = concat([head, record, ...siblings])
  decodeLeaf(bytes)
  return bytes
}

/**
 * Reads `application/vnd.muster.leaf.v2` and checks its form. `verifyLeaf` checks that it leads to its root.
 *
 * @returns record and siblings as views into `bytes`: do not change them
 * @throws LeafProofInvalidError
 */
export function decodeLeaf(bytes: Uint8Array): LeafProof {
  const invalid = (reason: string) => new LeafProofInvalidError({ reason })
  if (bytes.length < LEAF_HEAD_BYTES) throw invalid(`it has ${bytes.length} bytes, fewer than its ${LEAF_HEAD_BYTES}`)
  if (readUint(bytes, 0, 4) !== MAGIC) throw invalid('it does not begin with "MSTL"')
  if (bytes[4] !== WIRE_VERSION) throw invalid(`its version is ${bytes[4]}`)
  const leafIndex = readUint(bytes, 37, 4)
  const depth = bytes[41] as number
  if (depth < 1 || depth > DEPTH_MAX) throw invalid(`its depth is ${depth}, not from 1 to ${DEPTH_MAX}`)
  if (leafIndex >= 4 ** depth) throw invalid(`a tree of depth ${depth} has no leaf ${leafIndex}`)
  const expected = LEAF_HEAD_BYTES + depth * LEVEL_BYTES
  if (bytes.length !== expected) throw invalid(`it has ${bytes.length} bytes; its depth makes ${expected}`)
  if (bytes[42] !== RECORD_VERSION) throw invalid(`the version of its record is ${bytes[42]}, not ${RECORD_VERSION}`)
  return {
    root: bytesToHex(bytes.subarray(5, 37)),
    leafIndex,
    record: bytes.subarray(42, LEAF_HEAD_BYTES),
    siblings: Array.from({ length: depth }, (_, height) =>
      bytes.subarray(LEAF_HEAD_BYTES + height * LEVEL_BYTES, LEAF_HEAD_BYTES + (height + 1) * LEVEL_BYTES),
    ),
  }
}

/**
 * Checks that a record is at the expected leaf of the list with the root that the caller trusts. The depth needs no
 * trust. A leaf is the hash of 154 bytes and an inner node the hash of 128, so neither can replace the other.
 *
 * @throws LeafProofInvalidError if the proof is for another leaf
 * @throws RootMismatchError if the proof is for another root, or does not lead to it
 */
export function verifyLeaf(proof: LeafProof, expected: { root: Hex; leafIndex: number }): ServiceNodeRecord {
  if (proof.leafIndex !== expected.leafIndex)
    throw new LeafProofInvalidError({ reason: `it is for leaf ${proof.leafIndex}, not ${expected.leafIndex}` })
  if (proof.root !== expected.root) throw new RootMismatchError({ root: proof.root, expected: expected.root })
  let node = leafOf(proof.record)
  let index = proof.leafIndex
  for (const three of proof.siblings) {
    const own = (index % 4) * HASH_BYTES
    node = keccak256(concat([three.subarray(0, own), node, three.subarray(own)]))
    index = Math.floor(index / 4)
  }
  if (!equalBytes(node, hexToBytes(expected.root)))
    throw new RootMismatchError({ root: bytesToHex(node), expected: expected.root })
  return decodeRecord(proof.record)
}
