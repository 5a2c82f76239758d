import { bytesToHex, concat, type Hex, writeUint } from '../../shared/bytes.ts'
import { decodeList, encodeList, LIST_COUNT_MAX, LIST_HEADER_BYTES } from '../../shared/list/wire.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { vectorRecord } from './vectorRecords.ts'

/** Address of the first contract of a test chain's first account: the registry of the epoch vectors. */
const VECTOR_REGISTRY: Hex = '0x5fbdb2315678afecb367f032d93f642f64180aa3'

const VECTOR_CHAIN_ID = 31_337n

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** Name, depth and leaf indexes of each list; its nodes are numbered from 1. */
const LISTS: readonly (readonly [name: string, depth: number, leafIndexes: readonly number[]])[] = [
  ['one record', 1, [0]],
  ['four records, a full tree', 1, upTo(4)],
  ['five records', 2, upTo(5)],
  ['the same five records in a deeper tree, which once had more', 3, upTo(5)],
  ['the same five records with holes between them', 2, [0, 3, 4, 9, 15]],
  ['sixty-four records, a full tree', 3, upTo(64)],
  ['sixty-five records', 4, upTo(65)],
  ['the first and the last leaf there can be', 16, [0, 4 ** 16 - 1]],
]

/** The bytes of a list of made-up records. @param nodes leaf index and node id of each, by leaf index */
export function packVectorList(
  depth: number,
  nodes: readonly (readonly [leafIndex: number, nodeId: number])[],
): Uint8Array {
  const rows = nodes.map(([leafIndex, nodeId]) => ({ leafIndex, record: vectorRecord(nodeId) }))
  return encodeList({ chainId: VECTOR_CHAIN_ID, registry: VECTOR_REGISTRY, depth, rows })
}

/** The bytes of one of the lists by its leaf indexes, as the epoch vectors' root. */
export function vectorListBytes(depth: number, leafIndexes: readonly number[]): Uint8Array {
  return packVectorList(
    depth,
    leafIndexes.map((leafIndex, i) => [leafIndex, i + 1]),
  )
}

function listCase([name, depth, leafIndexes]: (typeof LISTS)[number]): object {
  const bytes = vectorListBytes(depth, leafIndexes)
  return {
    name,
    chainId: VECTOR_CHAIN_ID.toString(),
    registry: VECTOR_REGISTRY,
    depth,
    rows: leafIndexes.map((leafIndex, i) => {
      const record = vectorRecord(i + 1)
      return { leafIndex, ...record, seed: record.seed.toString() }
    }),
    bytes: bytesToHex(bytes),
    root: bytesToHex(decodeList(bytes).root()),
  }
}

function refusedCases(): object[] {
  const five = vectorListBytes(2, upTo(5))
  const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = five.slice()
    change(copy)
    return copy
  }
  const index = (row: number, leafIndex: number) =>
    changed((copy) => writeUint(copy, LIST_HEADER_BYTES + 4 * row, 4, leafIndex))
  const empty = five.slice(0, LIST_HEADER_BYTES)
  writeUint(empty, 34, 4, 0)
  const cases: readonly (readonly [name: string, bytes: Uint8Array, code: string])[] = [
    ['nothing', new Uint8Array(0), 'LIST_HEADER_INVALID'],
    ['an empty list', empty, 'LIST_EMPTY'],
    ['other magic', changed((copy) => copy.set([0x44], 3)), 'LIST_HEADER_INVALID'],
    ['version 1', changed((copy) => copy.set([1], 4)), 'LIST_HEADER_INVALID'],
    ['depth 0', changed((copy) => copy.set([0], 33)), 'LIST_HEADER_INVALID'],
    ['depth 17', changed((copy) => copy.set([17], 33)), 'LIST_HEADER_INVALID'],
    ['a header cut off', five.slice(0, LIST_HEADER_BYTES - 1), 'LIST_HEADER_INVALID'],
    ['a count over every limit', changed((copy) => writeUint(copy, 34, 4, UINT32_MAX)), 'LIST_COUNT_TOO_LARGE'],
    [
      'a count one over the limit',
      changed((copy) => writeUint(copy, 34, 4, LIST_COUNT_MAX + 1)),
      'LIST_COUNT_TOO_LARGE',
    ],
    ['a count greater than its rows', changed((copy) => writeUint(copy, 34, 4, 6)), 'LIST_LENGTH'],
    ['a count less than its rows', changed((copy) => writeUint(copy, 34, 4, 4)), 'LIST_LENGTH'],
    ['the last byte missing', five.slice(0, -1), 'LIST_LENGTH'],
    ['one byte more', concat([five, Uint8Array.of(0)]), 'LIST_LENGTH'],
    ['an index twice', index(1, 0), 'LIST_INDEX_INVALID'],
    ['indexes out of order', index(1, 3), 'LIST_INDEX_INVALID'],
    ['an index outside its tree', index(4, 16), 'LIST_INDEX_INVALID'],
    ['an index outside its shallower tree', changed((copy) => copy.set([1], 33)), 'LIST_INDEX_INVALID'],
  ]
  return cases.map(([name, bytes, code]) => ({ name, bytes: bytesToHex(bytes), code }))
}

/** Lists with their bytes and roots, and invalid byte strings. */
export function makeListVectors(): object {
  return {
    about:
      'node lists: rows, their bytes as application/vnd.muster.list.v2, and the list root; then byte strings that a decoder refuses, with the error code',
    lists: LISTS.map(listCase),
    refused: refusedCases(),
  }
}
