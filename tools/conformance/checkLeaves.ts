import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { decodeLeaf, encodeLeaf, verifyLeaf } from '../../shared/list/leaf.ts'
import { createLeafProofs } from '../../shared/list/leafProofs.ts'
import { encodeRecord, leafOf, RECORD_BYTES } from '../../shared/list/record.ts'
import { createListTree, DEPTH_MAX } from '../../shared/list/tree.ts'
import { type DecodedList, decodeList } from '../../shared/list/wire.ts'
import { type Check, codeOf } from './check.ts'
import { VectorFileInvalidError } from './errors.ts'
import type { VectorObject } from './vectorFile.ts'

const SIBLINGS_BYTES = 96

/** Computes the siblings by the incremental tree, independently of `createLeafProofs`. */
function siblingsLeafByLeaf(list: DecodedList, leafIndex: number): string {
  const tree = createListTree()
  tree.set(4 ** list.depth - 1, null)
  list.leafIndexes.forEach((index, i) => {
    tree.set(index, leafOf(list.recordBytes(i)))
  })
  return tree.siblings(leafIndex).map(bytesToHex).join()
}

function readSiblings(vector: VectorObject): string {
  const siblings = vector.raw('siblings')
  const isList = Array.isArray(siblings) && siblings.every((three) => typeof three === 'string')
  const isRight = isList && siblings.every((three) => three.length === 2 + 2 * SIBLINGS_BYTES)
  if (!isRight) throw new VectorFileInvalidError({ file: 'leaves.json', reason: `${vector.at} has no siblings` })
  return siblings.join()
}

export const checkLeaves: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const leaves = vectors.objects('leaves')
    for (const vector of leaves) {
      const { at } = vector
      begin(at)
      const list = decodeList(hexToBytes(vector.hex('list')))
      const leafIndex = vector.integer('leafIndex', 4 ** DEPTH_MAX - 1)
      const [root, bytes] = [vector.hex('root', 32), vector.hex('bytes')]
      const siblings = readSiblings(vector)
      expectSame(at, 'root', root, bytesToHex(list.root()))
      expectSame(at, 'depth', vector.integer('depth', DEPTH_MAX), list.depth)
      const proof = decodeLeaf(hexToBytes(bytes))
      const record = verifyLeaf(proof, { root, leafIndex })
      expectSame(at, 'record', vector.hex('record', RECORD_BYTES), bytesToHex(encodeRecord(record)))
      expectSame(at, 'siblings', siblings, proof.siblings.map(bytesToHex).join())
      expectSame(at, 'the siblings leaf by leaf', siblings, siblingsLeafByLeaf(list, leafIndex))
      const made = createLeafProofs(list).proofOf(leafIndex)
      expectSame(at, 'bytes', bytes, made === null ? 'an empty leaf' : bytesToHex(encodeLeaf(made)))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const bytes = hexToBytes(vector.hex('bytes'))
      const expected = {
        root: vector.hex('root', 32),
        leafIndex: vector.integer('leafIndex', 4 ** DEPTH_MAX - 1),
      }
      const got = codeOf(() => verifyLeaf(decodeLeaf(bytes), expected))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    return leaves.length + refused.length
  },
}
