import { createKeccakInto } from '../keccak.ts'
import { DepthInvalidError, LeafInvalidError } from './errors.ts'
import { HASH_BYTES, rootInPlace } from './rootInPlace.ts'

/** Children of each inner node. */
const ARITY = 4

/** A leaf index is a u32 on the wire and on chain: there are 4^16. */
export const DEPTH_MAX = 16

/** The 4-ary list tree, updated leaf by leaf. An empty leaf is 32 zero bytes, and so is a parent of four of them. */
export type ListTree = {
  /**
   * Sets a leaf, or empties it with `null` or 32 zero bytes. Takes `depth` hashes. The index counts as used either way:
   * the tree grows as it does on chain and never shrinks.
   *
   * @throws LeafInvalidError if the index is not a u32, or if the leaf does not have 32 bytes
   */
  set(leafIndex: number, leaf: Uint8Array | null): void
  /** 32 bytes. Zeros while no leaf is set. */
  root(): Uint8Array
  /** The least depth, from 1 on, whose capacity holds every index ever used. */
  depth(): number
  /** Highest index ever used, plus 1. */
  leafCount(): number
  /** Returns a copy of the 32 bytes of a leaf, or `null` if it is empty. */
  leaf(leafIndex: number): Uint8Array | null
  /**
   * Returns the three siblings of each level on the path from a leaf to the root: `depth` arrays of 96 bytes. Siblings
   * are in order of position. At level `l` the path is at position `floor(leafIndex / 4^l) mod 4`.
   *
   * @throws LeafInvalidError if the index is outside the tree
   */
  siblings(leafIndex: number): Uint8Array[]
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0)
}

/** @throws DepthInvalidError */
export function checkDepth(depth: number): void {
  if (!Number.isInteger(depth) || depth < 1 || depth > DEPTH_MAX)
    throw new DepthInvalidError({ depth, depthMax: DEPTH_MAX })
}

/** Creates an empty list tree of depth 1. */
export function createListTree(): ListTree {
  const keccakInto = createKeccakInto()
  /** levels[0] holds the leaves. Only nodes that are not zero are held. Their arrays never change in place. */
  const levels: Map<number, Uint8Array>[] = [new Map(), new Map()]
  const family = new Uint8Array(ARITY * HASH_BYTES)
  let leafCount = 0

  const level = (height: number): Map<number, Uint8Array> => levels[height] as Map<number, Uint8Array>
  const depth = (): number => levels.length - 1

  function readFamily(height: number, parentIndex: number): void {
    const nodes = level(height)
    for (let position = 0; position < ARITY; position++) {
      const child = nodes.get(parentIndex * ARITY + position)
      if (child === undefined) family.fill(0, position * HASH_BYTES, (position + 1) * HASH_BYTES)
      else family.set(child, position * HASH_BYTES)
    }
  }

  function hashUp(height: number, parentIndex: number): void {
    readFamily(height, parentIndex)
    if (isZero(family)) {
      level(height + 1).delete(parentIndex)
      return
    }
    const parent = new Uint8Array(HASH_BYTES)
    keccakInto(family, parent, 0)
    level(height + 1).set(parentIndex, parent)
  }

  function grow(leafIndex: number): void {
    leafCount = Math.max(leafCount, leafIndex + 1)
    while (leafCount > ARITY ** depth()) {
      levels.push(new Map())
      hashUp(depth() - 1, 0)
    }
  }

  return {
    set(leafIndex, leaf) {
      if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= ARITY ** DEPTH_MAX)
        throw new LeafInvalidError({ leafIndex, reason: 'an index is an unsigned integer of 32 bits' })
      if (leaf !== null && leaf.length !== HASH_BYTES)
        throw new LeafInvalidError({ leafIndex, reason: `it has ${leaf.length} bytes, not ${HASH_BYTES}` })
      grow(leafIndex)
      if (leaf === null || isZero(leaf)) level(0).delete(leafIndex)
      else level(0).set(leafIndex, leaf.slice())
      let parentIndex = Math.floor(leafIndex / ARITY)
      for (let height = 0; height < depth(); height++) {
        hashUp(height, parentIndex)
        parentIndex = Math.floor(parentIndex / ARITY)
      }
    },
    root: () => level(depth()).get(0)?.slice() ?? new Uint8Array(HASH_BYTES),
    depth,
    leafCount: () => leafCount,
    leaf: (leafIndex) => level(0).get(leafIndex)?.slice() ?? null,
    siblings(leafIndex) {
      if (!Number.isInteger(leafIndex) || leafIndex < 0 || leafIndex >= ARITY ** depth())
        throw new LeafInvalidError({ leafIndex, reason: `a tree of depth ${depth()} has no such leaf` })
      let index = leafIndex
      return Array.from({ length: depth() }, (_, height) => {
        const own = index % ARITY
        index = Math.floor(index / ARITY)
        readFamily(height, index)
        const three = new Uint8Array((ARITY - 1) * HASH_BYTES)
        three.set(family.subarray(0, own * HASH_BYTES))
        three.set(family.subarray((own + 1) * HASH_BYTES), own * HASH_BYTES)
        return three
      })
    },
  }
}

/**
 * Computes the root of a list at once, from the leaves up. `createListTree` gives the same root leaf by leaf.
 *
 * @param args.leaves pairs of leaf index and 32 bytes, indexes ascending. Zero leaves are empty.
 * @returns 32 bytes. Zeros for no leaves.
 * @throws DepthInvalidError if the depth is not from 1 to 16
 * @throws LeafInvalidError if an index does not ascend or is outside the tree, or if a leaf does not have 32 bytes
 */
export function listRoot(args: {
  depth: number
  leaves: Iterable<readonly [leafIndex: number, leaf: Uint8Array]>
}): Uint8Array {
  checkDepth(args.depth)
  const capacity = 4 ** args.depth
  const indexes: number[] = []
  const leaves: Uint8Array[] = []
  let previous = -1
  for (const [leafIndex, leaf] of args.leaves) {
    if (!Number.isInteger(leafIndex) || leafIndex <= previous)
      throw new LeafInvalidError({ leafIndex, reason: `indexes ascend, and ${previous} came before` })
    if (leafIndex >= capacity)
      throw new LeafInvalidError({ leafIndex, reason: `a tree of depth ${args.depth} has no such leaf` })
    if (leaf.length !== HASH_BYTES)
      throw new LeafInvalidError({ leafIndex, reason: `it has ${leaf.length} bytes, not ${HASH_BYTES}` })
    previous = leafIndex
    if (leaf.every((byte) => byte === 0)) continue
    indexes.push(leafIndex)
    leaves.push(leaf)
  }
  const nodes = new Uint8Array(leaves.length * HASH_BYTES)
  leaves.forEach((leaf, i) => {
    nodes.set(leaf, i * HASH_BYTES)
  })
  return rootInPlace({ depth: args.depth, indexes: Uint32Array.from(indexes), nodes })
}
