import { createKeccakInto, type KeccakInto } from '../keccak.ts'

/** The bytes of a leaf, of an inner node and of a root. */
export const HASH_BYTES = 32

const FAMILY_BYTES = 4 * HASH_BYTES

/** Nodes of one level that are not zero, packed: where each stands, ascending, and its 32 bytes. */
export type PackedLevel = { indexes: Uint32Array; nodes: Uint8Array }

/** Hashes one level to the one above it, over and over, with one buffer. */
export type HashLevel = (level: PackedLevel, count: number) => number

/** @returns a function that overwrites the first `count` nodes of a level with their parents, and gives their number. */
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
 * The root over packed leaves, level by level in place. Work is at most `depth` hashes a leaf; nothing is allocated for
 * each. Both arrays are overwritten. The caller has checked that indexes ascend and lie below 4^depth, and that no leaf is
 * zero.
 */
export function rootInPlace(args: PackedLevel & { depth: number }): Uint8Array {
  const hashLevel = createHashLevel()
  let count = args.indexes.length
  for (let height = 0; height < args.depth && count > 0; height++) count = hashLevel(args, count)
  return count === 0 ? new Uint8Array(HASH_BYTES) : args.nodes.slice(0, HASH_BYTES)
}
