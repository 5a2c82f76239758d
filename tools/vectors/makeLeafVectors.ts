import { bytesToHex, concat, type Hex, writeUint } from '../../shared/bytes.ts'
import { decodeLeaf, encodeLeaf, type LeafProof, verifyLeaf } from '../../shared/list/leaf.ts'
import { createLeafProofs } from '../../shared/list/leafProofs.ts'
import { type DecodedList, decodeList } from '../../shared/list/wire.ts'
import { codeOf } from './codeOf.ts'
import { vectorListBytes } from './makeListVectors.ts'

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Name, depth, leaf indexes of the list, and the requested leaf. */
const LEAVES: readonly (readonly [name: string, depth: number, leafIndexes: readonly number[], leafIndex: number])[] = [
  ['the only record', 1, [0], 0],
  ['the last of a full tree', 1, upTo(4), 3],
  ['alone in its family', 2, upTo(5), 4],
  ['among holes', 2, [0, 3, 4, 9, 15], 9],
  ['in the middle of a full tree', 3, upTo(64), 37],
  ['the first of a tree that grew', 4, upTo(65), 0],
  ['the last leaf there can be', 16, [0, 4 ** 16 - 1], 4 ** 16 - 1],
]

function proofAt(list: DecodedList, leafIndex: number): LeafProof {
  const proof = createLeafProofs(list).proofOf(leafIndex)
  if (proof === null) throw new Error(`leaf ${leafIndex} is empty`)
  return proof
}

function leafCase([name, depth, leafIndexes, leafIndex]: (typeof LEAVES)[number]): object {
  const list = decodeList(vectorListBytes(depth, leafIndexes))
  const proof = proofAt(list, leafIndex)
  return {
    name,
    list: bytesToHex(list.bytes),
    root: proof.root,
    leafIndex,
    depth,
    record: bytesToHex(proof.record),
    siblings: proof.siblings.map(bytesToHex),
    bytes: bytesToHex(encodeLeaf(proof)),
  }
}

/** Changes to one proof, and its expectations. */
function refusedCases(): object[] {
  const list = decodeList(vectorListBytes(3, upTo(64)))
  const [right, other] = [encodeLeaf(proofAt(list, 37)), encodeLeaf(proofAt(list, 38))]
  const { root } = decodeLeaf(right)
  const otherRoot: Hex = `0x${'11'.repeat(32)}`
  const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = right.slice()
    change(copy)
    return copy
  }
  const flip = (position: number) => changed((copy) => copy.set([(copy[position] ?? 0) ^ 1], position))
  const siblings = 196
  const malformed = 'LEAF_PROOF_INVALID'
  const cases: readonly (readonly [name: string, bytes: Uint8Array, code: string, expected?: Hex])[] = [
    ['nothing', new Uint8Array(0), malformed],
    ['cut off', right.slice(0, -1), malformed],
    ['one byte more', concat([right, Uint8Array.of(0)]), malformed],
    ['one level less', right.slice(0, -96), malformed],
    ['one level less, and said so', changed((copy) => copy.set([2], 41)).slice(0, -96), malformed],
    ['other magic', flip(3), malformed],
    ['version 1', changed((copy) => copy.set([1], 4)), malformed],
    ['depth 0', changed((copy) => copy.set([0], 41)), malformed],
    ['depth 17', changed((copy) => copy.set([17], 41)), malformed],
    ['a leaf outside its tree', changed((copy) => writeUint(copy, 37, 4, 64)), malformed],
    ['a record of version 1', changed((copy) => copy.set([1], 42)), malformed],
    ['the proof of another leaf', other, malformed],
    ['a bit of the leaf index', flip(40), malformed],
    ['a bit of its root', flip(5), 'ROOT_MISMATCH'],
    ['another root expected', right, 'ROOT_MISMATCH', otherRoot],
    ['a bit of the record', flip(50), 'ROOT_MISMATCH'],
    ['a bit of the first sibling', flip(siblings), 'ROOT_MISMATCH'],
    ['a bit of the last sibling', flip(right.length - 1), 'ROOT_MISMATCH'],
    [
      'siblings of one level swapped',
      changed((copy) => copy.copyWithin(siblings, siblings + 32, siblings + 64)),
      'ROOT_MISMATCH',
    ],
    ['one level more', concat([changed((copy) => copy.set([4], 41)), new Uint8Array(96)]), 'ROOT_MISMATCH'],
  ]
  return cases.map(([name, bytes, code, expected = root]) => {
    const got = codeOf(() => verifyLeaf(decodeLeaf(bytes), { root: expected, leafIndex: 37 }))
    if (got !== code) throw new Error(`"${name}" gives ${got}, not ${code}`)
    return { name, bytes: bytesToHex(bytes), root: expected, leafIndex: 37, code }
  })
}

/** Single records with their siblings, and byte strings that are refused for the expected root and leaf. */
export function makeLeafVectors(): object {
  return {
    about:
      'single records with their siblings: the list, and the bytes as application/vnd.muster.leaf.v2; then byte strings that are refused for this root and leaf index, with the error code',
    leaves: LEAVES.map(leafCase),
    refused: refusedCases(),
  }
}
