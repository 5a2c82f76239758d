import { bytesToHex, type Hex } from '../bytes.ts'
import { createKeccakInto } from '../keccak.ts'
import type { LeafProof } from './leaf.ts'
import { createHashLevel, HASH_BYTES, type PackedLevel } from './rootInPlace.ts'
import type { DecodedList } from './wire.ts'

/** Every inner node of one list, for proofs of single records. */
export type LeafProofs = {
  readonly root: Hex
  /** The size in memory, the bytes of the list included. */
  readonly sizeBytes: number
  /** Returns the record at a leaf with its siblings, or `null` if the leaf is empty or outside the tree. */
  proofOf(leafIndex: number): LeafProof | null
}

/** Finds the position of an index in an ascending level, or -1. */
function findIndex(indexes: Uint32Array, wanted: number): number {
  let low = 0
  let high = indexes.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = indexes[middle] as number
    if (found === wanted) return middle
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}

function siblingsAt({ indexes, nodes }: PackedLevel, index: number): Uint8Array {
  const first = index - (index % 4)
  const three = new Uint8Array(3 * HASH_BYTES)
  let written = 0
  for (let sibling = first; sibling < first + 4; sibling++) {
    if (sibling === index) continue
    const at = findIndex(indexes, sibling)
    if (at >= 0) three.set(nodes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES), written)
    written += HASH_BYTES
  }
  return three
}

/** Hashes a whole list once and keeps all levels. */
export function createLeafProofs(list: DecodedList): LeafProofs {
  const keccakInto = createKeccakInto()
  const indexes = list.leafIndexes.slice()
  const nodes = new Uint8Array(list.count * HASH_BYTES)
  for (let row = 0; row < list.count; row++) keccakInto(list.recordBytes(row), nodes, row * HASH_BYTES)
  const hashLevel = createHashLevel(keccakInto)
  const levels: PackedLevel[] = []
  let sizeBytes = list.bytes.length
  let count = list.count
  for (let height = 0; height < list.depth; height++) {
    levels.push({ indexes: indexes.slice(0, count), nodes: nodes.slice(0, count * HASH_BYTES) })
    sizeBytes += count * (HASH_BYTES + Uint32Array.BYTES_PER_ELEMENT)
    count = hashLevel({ indexes, nodes }, count)
  }
  const root = bytesToHex(nodes.subarray(0, HASH_BYTES))
  return {
    root,
    sizeBytes,
    proofOf(leafIndex) {
      const row = findIndex(list.leafIndexes, leafIndex)
      if (row < 0) return null
      let index = leafIndex
      const siblings = levels.map((level) => {
        const three = siblingsAt(level, index)
        index = Math.floor(index / 4)
        return three
      })
      return { root, leafIndex, record: list.recordBytes(row), siblings }
    },
  }
}
