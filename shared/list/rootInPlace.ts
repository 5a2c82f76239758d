import { createKeccakInto } from '../keccak.ts'

/** The bytes of a leaf, of an inner node and of a root. */
export const HASH_BYTES = 32

const FAMILY_BYTES = 4 * HASH_BYTES

/**
 * The root over packed leaves, level by level in place. Work is at most `depth` hashes a leaf; nothing is allocated for
 * each. Both arrays are overwritten. The caller has checked that indexes ascend and lie below 4^depth, and that no leaf is
 * zero.
 */
export function rootInPlace(args: { depth: number; indexes: Uint32Array; nodes: Uint8Array }): Uint8Array {
  const { depth, indexes, nodes } = args
  const keccakInto = createKeccakInto()
  const family = new Uint8Array(FAMILY_BYTES)
  let count = indexes.length
  for (let height = 0; height < depth && count > 0; height++) {
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
    count = written
  }
  return count === 0 ? new Uint8Array(HASH_BYTES) : nodes.slice(0, HASH_BYTES)
}
