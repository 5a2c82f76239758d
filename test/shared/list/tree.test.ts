import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, hexToBytes } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { DepthInvalidError, LeafInvalidError } from '../../../shared/list/errors.ts'
import { createListTree, DEPTH_MAX, type ListTree, listRoot } from '../../../shared/list/tree.ts'
import vectors from '../../vectors/tree.json' with { type: 'json' }
import { bytesArb, SEED, seeded } from '../arbitraries.ts'

const ZERO = new Uint8Array(32)
const leafArb = fc.oneof({ weight: 3, arbitrary: bytesArb(32) }, { weight: 1, arbitrary: fc.constant(null) })

function leavesOf(tree: ListTree): [number, Uint8Array][] {
  const leaves: [number, Uint8Array][] = []
  for (let i = 0; i < tree.leafCount(); i++) {
    const leaf = tree.leaf(i)
    if (leaf !== null) leaves.push([i, leaf])
  }
  return leaves
}

/** The definition word for word, with nothing shared with the code under test but keccak. */
function rootByDefinition(leaves: Map<number, Uint8Array>, depth: number, position = 0): Uint8Array {
  if (depth === 0) return leaves.get(position) ?? ZERO
  const children = [0, 1, 2, 3].map((child) => rootByDefinition(leaves, depth - 1, 4 * position + child))
  const family = concat(children)
  return family.every((byte) => byte === 0) ? ZERO : keccak256(family)
}

describe('the list tree', () => {
  it('has the count, depth and root of the vectors after each of their operations', () => {
    const tree = createListTree()
    for (const { leafIndex, leaf, leafCount, depth, root } of vectors.operations) {
      tree.set(leafIndex, hexToBytes(leaf))
      expect({ leafCount: tree.leafCount(), depth: tree.depth(), root: bytesToHex(tree.root()) }).toEqual({
        leafCount,
        depth,
        root,
      })
      expect(bytesToHex(listRoot({ depth, leaves: leavesOf(tree) }))).toBe(root)
    }
    expect(vectors.operations.length).toBeGreaterThan(100)
  })

  it('has root zero and depth 1 while empty, and root zero again when emptied, but does not shrink', () => {
    const tree = createListTree()
    expect([tree.root(), tree.depth(), tree.leafCount()]).toEqual([ZERO, 1, 0])
    tree.set(16, keccak256(ZERO))
    expect(tree.depth()).toBe(3)
    tree.set(16, null)
    expect([tree.root(), tree.depth(), tree.leafCount(), tree.leaf(16)]).toEqual([ZERO, 3, 17, null])
    expect(listRoot({ depth: 3, leaves: [] })).toEqual(ZERO)
  })

  it(seeded('reached leaf by leaf equals the one-shot root and the definition'), () => {
    const steps = fc.array(fc.tuple(fc.nat(90), leafArb), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(steps, (sets) => {
        const tree = createListTree()
        const model = new Map<number, Uint8Array>()
        for (const [leafIndex, leaf] of sets) {
          tree.set(leafIndex, leaf)
          if (leaf === null) model.delete(leafIndex)
          else model.set(leafIndex, leaf)
        }
        expect(tree.root()).toEqual(rootByDefinition(model, tree.depth()))
        expect(listRoot({ depth: tree.depth(), leaves: leavesOf(tree) })).toEqual(tree.root())
        expect(4 ** tree.depth()).toBeGreaterThanOrEqual(tree.leafCount())
        expect(tree.depth() === 1 || 4 ** (tree.depth() - 1) < tree.leafCount()).toBe(true)
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it(seeded('lets each leaf climb to the root over its siblings'), () => {
    fc.assert(
      fc.property(fc.array(leafArb, { minLength: 1, maxLength: 70 }), fc.nat(), (leaves, pick) => {
        const tree = createListTree()
        leaves.forEach((leaf, i) => {
          tree.set(i, leaf)
        })
        const leafIndex = pick % leaves.length
        let hash = tree.leaf(leafIndex) ?? ZERO
        let index = leafIndex
        const siblings = tree.siblings(leafIndex)
        expect(siblings).toHaveLength(tree.depth())
        for (const three of siblings) {
          expect(three).toHaveLength(96)
          const own = index % 4
          const family = concat([three.subarray(0, 32 * own), hash, three.subarray(32 * own)])
          hash = family.every((byte) => byte === 0) ? ZERO : keccak256(family)
          index = Math.floor(index / 4)
        }
        expect(hash).toEqual(tree.root())
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it('holds the last index there is', () => {
    const tree = createListTree()
    const leaf = keccak256(ZERO)
    tree.set(4 ** DEPTH_MAX - 1, leaf)
    expect(tree.depth()).toBe(DEPTH_MAX)
    expect(tree.root()).toEqual(listRoot({ depth: DEPTH_MAX, leaves: [[4 ** DEPTH_MAX - 1, leaf]] }))
  })

  it('gives another root for the same leaves in a deeper tree', () => {
    const leaves: [number, Uint8Array][] = [[0, keccak256(ZERO)]]
    const roots = [1, 2, 3].map((depth) => bytesToHex(listRoot({ depth, leaves })))
    expect(new Set(roots).size).toBe(3)
  })

  it('does not change when a caller changes arrays that went in or came out', () => {
    const tree = createListTree()
    const leaf = keccak256(ZERO)
    tree.set(0, leaf)
    const root = bytesToHex(tree.root())
    leaf.fill(1)
    tree.root().fill(1)
    tree.leaf(0)?.fill(1)
    tree.siblings(0)[0]?.fill(1)
    tree.set(1, null)
    expect(bytesToHex(tree.root())).toBe(root)
  })

  it('refuses leaves and indexes that it cannot hold', () => {
    const tree = createListTree()
    for (const leafIndex of [-1, 1.5, Number.NaN, 2 ** 32])
      expect(() => tree.set(leafIndex, ZERO)).toThrow(LeafInvalidError)
    expect(() => tree.set(0, new Uint8Array(31))).toThrow(LeafInvalidError)
    expect(() => tree.siblings(4)).toThrow(LeafInvalidError)
    expect(tree.leafCount()).toBe(0)
  })

  it('refuses in one shot what is unordered, repeated, outside, or of no depth', () => {
    const leaf = keccak256(ZERO)
    const wrong: [number, Uint8Array][][] = [
      [
        [1, leaf],
        [0, leaf],
      ],
      [
        [1, leaf],
        [1, leaf],
      ],
      [[4, leaf]],
      [[-1, leaf]],
      [[0.5, leaf]],
      [[0, new Uint8Array(33)]],
    ]
    for (const leaves of wrong) expect(() => listRoot({ depth: 1, leaves })).toThrow(LeafInvalidError)
    for (const depth of [0, 17, 1.5, Number.NaN])
      expect(() => listRoot({ depth, leaves: [] })).toThrow(DepthInvalidError)
  })
})
