import { bytesToHex, concat, type Hex, hexToBytes, writeUint } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { decodeExtensionBlock, encodeExtensionBlock, type ListBlock } from '../../shared/list/extension/block.ts'
import { encodeExtension } from '../../shared/list/extension/document.ts'
import { NO_EXTENSION } from '../../shared/list/record.ts'
import { decodeList, encodeList } from '../../shared/list/wire.ts'
import { codeOf } from './codeOf.ts'
import { vectorDocumentBytes } from './vectorDocument.ts'
import { vectorRecord } from './vectorRecords.ts'

const CHAIN_ID = 31_337n
const REGISTRY: Hex = '0x5fbdb2315678afecb367f032d93f642f64180aa3'

/** The registry does not parse documents, so a list may name this one. */
const MALFORMED = new TextEncoder().encode('not an extension document')

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** The documents of a list by leaf index. `null`: a node without one. */
type Documents = ReadonlyMap<number, Uint8Array | null>

const each = (leafIndexes: readonly number[], bytesOf: (leafIndex: number) => Uint8Array | null): Documents =>
  new Map(leafIndexes.map((leafIndex) => [leafIndex, bytesOf(leafIndex)]))

const everyThird = (leafIndex: number) => (leafIndex % 3 === 0 ? vectorDocumentBytes(leafIndex) : null)

const longest = encodeExtension({ unknown: [{ type: 700, bytes: new Uint8Array(2_039) }] })

/** Name, depth, documents of the list, and the block. */
const BLOCKS: readonly (readonly [name: string, depth: number, documents: Documents, block: number])[] = [
  ['one node with a document', 1, each([0], vectorDocumentBytes), 0],
  ['a list without documents', 2, each(upTo(5), () => null), 0],
  ['every third node of the first block of two', 4, each(upTo(70), everyThird), 0],
  ['every third node of the second block of two', 4, each(upTo(70), everyThird), 1],
  ['a block without a node', 4, each(upTo(70), everyThird), 3],
  ['the same document at two leaves', 2, each([2, 7], () => vectorDocumentBytes(1)), 0],
  ['a malformed document', 1, each([1, 2], (leafIndex) => (leafIndex === 1 ? MALFORMED : null)), 0],
  ['the longest document', 1, each([3], () => longest), 0],
  ['a document at each leaf', 3, each(upTo(64), (leafIndex) => vectorDocumentBytes(4 * leafIndex)), 0],
  ['the last block there can be', 16, each([0, 4 ** 16 - 1], vectorDocumentBytes), 4 ** 13 - 1],
]

function listBlock(depth: number, documents: Documents, block: number): ListBlock {
  const rows = [...documents].map(([leafIndex, document], i) => {
    const extensionHash = document === null ? NO_EXTENSION : bytesToHex(keccak256(document))
    return { leafIndex, record: { ...vectorRecord(i + 1), extensionHash } }
  })
  const list = decodeList(encodeList({ chainId: CHAIN_ID, registry: REGISTRY, depth, rows }))
  return { list, root: bytesToHex(list.root()), block }
}

function blockBytes(of: ListBlock, documents: Documents): Uint8Array {
  const byHash = new Map([...documents.values()].flatMap((bytes) => (bytes === null ? [] : [[hashOf(bytes), bytes]])))
  return encodeExtensionBlock(of, (hash) => byHash.get(hash) ?? null)
}

const hashOf = (bytes: Uint8Array): Hex => bytesToHex(keccak256(bytes))

function blockCase([name, depth, documents, block]: (typeof BLOCKS)[number]): object {
  const of = listBlock(depth, documents, block)
  const bytes = blockBytes(of, documents)
  return {
    name,
    list: bytesToHex(of.list.bytes),
    root: of.root,
    block,
    documents: [...decodeExtensionBlock(bytes, of)].map(([leafIndex, document]) => ({
      leafIndex,
      document: bytesToHex(document),
    })),
    bytes: bytesToHex(bytes),
  }
}

/** Leaves 3 and 9 have documents of 14 and 17 bytes. */
const SMALL: Documents = new Map([
  [1, null],
  [3, encodeExtension({ software: 'three', unknown: [] })],
  [9, encodeExtension({ software: 'the nine', unknown: [] })],
])

/** Start of the row of leaf 9. */
const SECOND_ROW = 42 + 6 + 14

function refusedCases(): object[] {
  const of = listBlock(2, SMALL, 0)
  const right = blockBytes(of, SMALL)
  const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = right.slice()
    change(copy)
    return copy
  }
  const [head, first, second] = [right.slice(0, 42), right.slice(42, SECOND_ROW), right.slice(SECOND_ROW)]
  const header = 'EXTENSION_BLOCK_HEADER_INVALID'
  const mismatch = 'EXTENSION_BLOCK_MISMATCH'
  const leaves = 'EXTENSION_BLOCK_LEAVES'
  const length = 'EXTENSION_BLOCK_LENGTH'
  const hash = 'EXTENSION_HASH_MISMATCH'
  const cases: readonly (readonly [name: string, bytes: Uint8Array, code: string])[] = [
    ['nothing', new Uint8Array(0), header],
    ['a header cut off', right.slice(0, 41), header],
    ['the magic of a document', right.with(3, 0x58), header],
    ['version 2', right.with(4, 2), header],
    ['of another list', right.with(36, (right[36] as number) ^ 1), mismatch],
    ['of another block', right.with(40, 1), mismatch],
    ['a count of 0 with its documents', right.with(41, 0), leaves],
    ['no documents', head.with(41, 0), leaves],
    ['the first document left out', concat([head.with(41, 1), second]), leaves],
    ['the last document left out', concat([head.with(41, 1), first]), leaves],
    ['a document twice', concat([head, first, first]), leaves],
    ['a document too many', concat([right.with(41, 3), second]), leaves],
    ['documents out of order', concat([head, second, first]), leaves],
    ['a leaf without a document', changed((copy) => writeUint(copy, 42, 4, 1)), leaves],
    ['a leaf outside the block', changed((copy) => writeUint(copy, SECOND_ROW, 4, 64 + 9)), leaves],
    ['a row cut off before its document', right.slice(0, SECOND_ROW + 5), length],
    ['the last byte missing', right.slice(0, -1), length],
    ['one byte more', concat([right, Uint8Array.of(0)]), length],
    ['a document one byte short', changed((copy) => writeUint(copy, 46, 2, 13)), hash],
    ['a document of no bytes', concat([head, first.slice(0, 4), new Uint8Array(2), second]), hash],
    ['a bit of a document', changed((copy) => copy.set([(copy[50] as number) ^ 1], 50)), hash],
    [
      'documents of two leaves swapped',
      concat([head, first.slice(0, 4), second.slice(4), second.slice(0, 4), first.slice(4)]),
      hash,
    ],
  ]
  return cases.map(([name, bytes, code]) => {
    const got = codeOf(() => decodeExtensionBlock(hexToBytes(bytesToHex(bytes)), of))
    if (got !== code) throw new Error(`the block "${name}" gives ${got}, not ${code}`)
    return { name, list: bytesToHex(of.list.bytes), root: of.root, block: of.block, bytes: bytesToHex(bytes), code }
  })
}

/** Blocks of extension documents with their lists, and byte strings that are refused for a list. */
export function makeBlockVectors(): object {
  return {
    about:
      'blocks of extension documents: the list, its root, the block, the documents by leaf index, and the bytes as application/vnd.muster.extensions.v1; then byte strings that are refused for a list, its root and a block, with the error code',
    blocks: BLOCKS.map(blockCase),
    refused: refusedCases(),
  }
}
