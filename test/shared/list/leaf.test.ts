import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../shared/bytes.ts'
import { LeafProofInvalidError, RootMismatchError } from '../../../shared/list/errors.ts'
import { decodeLeaf, encodeLeaf, LEAF_PROOF_BYTES_MAX, type LeafProof, verifyLeaf } from '../../../shared/list/leaf.ts'
import { createLeafProofs } from '../../../shared/list/leafProofs.ts'
import { leafOf } from '../../../shared/list/record.ts'
import { createListTree } from '../../../shared/list/tree.ts'
import { decodeList, encodeList } from '../../../shared/list/wire.ts'
import { listArb, SEED, seeded } from '../arbitraries.ts'

describe('a record with its siblings', () => {
  it(seeded('leads to the root with the siblings of the tree that is kept leaf by leaf'), () => {
    fc.assert(
      fc.property(listArb, fc.nat(), (rows, pick) => {
        const list = decodeList(encodeList(rows))
        const proofs = createLeafProofs(list)
        const root = bytesToHex(list.root())
        expect(proofs.root).toBe(root)
        const tree = createListTree()
        tree.set(4 ** list.depth - 1, null)
        list.leafIndexes.forEach((leafIndex, i) => {
          tree.set(leafIndex, leafOf(list.recordBytes(i)))
        })
        const row = pick % list.count
        const leafIndex = list.leafIndexes[row] as number
        const proof = proofs.proofOf(leafIndex) as LeafProof
        expect(proof.siblings).toEqual(tree.siblings(leafIndex))
        const bytes = encodeLeaf(proof)
        expect(bytes).toHaveLength(196 + 96 * list.depth)
        expect(bytes.length).toBeLessThanOrEqual(LEAF_PROOF_BYTES_MAX)
        expect(verifyLeaf(decodeLeaf(bytes), { root, leafIndex })).toEqual(list.record(row))
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  it(seeded('fails with any bit changed, and for any other leaf'), () => {
    let refused = 0
    fc.assert(
      fc.property(listArb, fc.nat(), fc.nat(), (rows, where, bit) => {
        const list = decodeList(encodeList(rows))
        const root = bytesToHex(list.root())
        const leafIndex = list.leafIndexes[where % list.count] as number
        const bytes = encodeLeaf(createLeafProofs(list).proofOf(leafIndex) as LeafProof)
        const position = where % bytes.length
        const mutant = bytes.with(position, (bytes[position] ?? 0) ^ (1 << (bit % 8)))
        const named = (run: () => unknown) => {
          let outcome: unknown = 'accepted'
          try {
            run()
          } catch (error) {
            outcome = error
          }
          expect(outcome instanceof LeafProofInvalidError || outcome instanceof RootMismatchError).toBe(true)
          refused++
        }
        named(() => verifyLeaf(decodeLeaf(mutant), { root, leafIndex }))
        named(() => verifyLeaf(decodeLeaf(bytes), { root, leafIndex: leafIndex ^ 1 }))
      }),
      { seed: SEED, numRuns: 200 },
    )
    expect(refused).toBe(400)
  })

  it('does not exist for an empty leaf, or for one beyond the tree', () => {
    fc.assert(
      fc.property(listArb, fc.nat(), (rows, leafIndex) => {
        const list = decodeList(encodeList(rows))
        const isThere = list.leafIndexes.includes(leafIndex)
        expect(createLeafProofs(list).proofOf(leafIndex) !== null).toBe(isThere)
      }),
      { seed: SEED, numRuns: 50 },
    )
  })
})
