import { createKeccakInto, type KeccakInto } from '../keccak.ts'

/** The length of a leaf, of an inner node and of a root. */
export const HASH_BYTES = 32

const FAMILY_BYTES = 4 * HASH_BYTES

/** The nodes of one level that are not zero, packed: their indexes, ascending, and 32 bytes each. */
export type PackedLevel = { indexes: Uint32Array; nodes: Uint8Array }

/** Hashes a level into the one above it, with one buffer for all levels. */
export type HashLevel = (level: PackedLevel, count: number) => number

/** @returns a function that overwrites the first `count` nodes of a level with their parents, and returns how many */
export function createHashLevel(keccakInto: KeccakInto = createKeccakInto()): HashLevel {
  const family = new Uint8Array(FAMILY_BYTES)
  return ({ indexes, nodes }, count) => {
    let read = 0
    let written = 0
    while (read < count) {
      const parentIndex = (indexes[read] as number) >>> 2
      family.fill(0)
      while (read < count && (indexes[read] as number) >>> 2 === parentIndex) {
        const from = read * HASH_BYTES
        const to = ((indexes[read] as number) & 3) * HASH_BYTES
        for (let i = 0; i < HASH_BYTES; i++) family[to + i] = nodes[from + i] as number
        read++
      }
      keccakInto(family, nodes, written * HASH_BYTES)
      indexes[written] = parentIndex
      written++
    }
    return written
  }
}

/**
 * Computes the root over packed leaves, level by level in place. It takes at most `depth` hashes a leaf and allocates
 * nothing per leaf. Both arrays are overwritten. The caller has checked that indexes ascend below 4^depth, and that no
 * leaf is zero.
 */
export function rootInPlace(args: PackedLevel & { depth: number }): Uint8Array {
  const hashLevel = createHashLevel()
  let count = args.indexes.length
  for (let height = 0; height < args.depth && count > 0; height++) count = hashLevel(args, count)
  return count === 0 ? new Uint8Array(HASH_BYTES) : args.nodes.slice(0, HASH_BYTES)
}
