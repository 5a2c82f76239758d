import { bytesToHex, concat, hexToBytes, writeUint } from '../../shared/bytes.ts'
import { applyDelta } from '../../shared/list/applyDelta.ts'
import { DELTA_HEADER_BYTES, DELTA_ROW_BYTES_MAX, decodeDelta, encodeDelta } from '../../shared/list/delta.ts'
import { diffLists } from '../../shared/list/diffLists.ts'
import { encodeRecord } from '../../shared/list/record.ts'
import { decodeList, LIST_COUNT_MAX } from '../../shared/list/wire.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { codeOf } from './codeOf.ts'
import { packVectorList } from './makeListVectors.ts'
import { vectorRecord } from './vectorRecords.ts'

/** Depth, and the node at each leaf. */
type Side = { depth: number; nodes: Readonly<Record<number, number>> }

const upTo = (count: number, firstNode = 1): Record<number, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, leafIndex) => [leafIndex, firstNode + leafIndex]))

const without = (nodes: Record<number, number>, ...leaves: number[]): Record<number, number> =>
  Object.fromEntries(Object.entries(nodes).filter(([leafIndex]) => !leaves.includes(Number(leafIndex))))

const DELTAS: readonly (readonly [name: string, from: Side, to: Side])[] = [
  ['one node leaves', { depth: 2, nodes: upTo(7) }, { depth: 2, nodes: without(upTo(7), 3) }],
  [
    'one node joins at a leaf freed before',
    { depth: 2, nodes: without(upTo(7), 3) },
    { depth: 2, nodes: { ...upTo(7), 3: 20 } },
  ],
  ['another node at a leaf', { depth: 2, nodes: upTo(7) }, { depth: 2, nodes: { ...upTo(7), 5: 21 } }],
  [
    'one leaves, one joins, one is replaced',
    { depth: 2, nodes: upTo(7) },
    { depth: 2, nodes: { ...without(upTo(7), 0), 2: 22, 9: 23 } },
  ],
  ['the tree grows with its seventeenth leaf', { depth: 2, nodes: upTo(16) }, { depth: 3, nodes: upTo(17) }],
  ['the tree grew, and who made it grow has left again', { depth: 2, nodes: upTo(16) }, { depth: 3, nodes: upTo(16) }],
  ['every leaf', { depth: 3, nodes: upTo(30) }, { depth: 3, nodes: upTo(30, 101) }],
  ['all but one leave', { depth: 3, nodes: upTo(30) }, { depth: 3, nodes: { 29: 30 } }],
  ['the last leaf there can be', { depth: 16, nodes: { 0: 1 } }, { depth: 16, nodes: { 0: 1, [4 ** 16 - 1]: 2 } }],
]

const listOf = ({ depth, nodes }: Side) =>
  decodeList(
    packVectorList(
      depth,
      Object.entries(nodes).map(([leafIndex, node]) => [Number(leafIndex), node] as const),
    ),
  )

const rootOf = (side: Side) => bytesToHex(listOf(side).root())

function deltaOf(from: Side, to: Side): Uint8Array {
  const changes = diffLists(listOf(from), listOf(to))
  return encodeDelta({ from: rootOf(from), to: rootOf(to), depth: to.depth, changes })
}

function deltaCase([name, from, to]: (typeof DELTAS)[number]): object {
  const bytes = deltaOf(from, to)
  const { depth, changes } = decodeDelta(bytes)
  return {
    name,
    from: bytesToHex(listOf(from).bytes),
    fromRoot: rootOf(from),
    to: bytesToHex(listOf(to).bytes),
    toRoot: rootOf(to),
    depth,
    changes: changes.map(({ leafIndex, record }) => ({
      leafIndex,
      record: record === null ? null : bytesToHex(record),
    })),
    bytes: bytesToHex(bytes),
  }
}

/** One node leaves at 0, one is replaced at 2, one joins at 9. */
const [, MIXED_FROM, MIXED_TO] = DELTAS[3] as (typeof DELTAS)[number]

/** Start of the rows of the mixed delta: one without a record, then two with one. */
const ROWS = [DELTA_HEADER_BYTES, DELTA_HEADER_BYTES + 5, DELTA_HEADER_BYTES + 5 + DELTA_ROW_BYTES_MAX] as const

function refusedCases(): object[] {
  const mixed = deltaOf(MIXED_FROM, MIXED_TO)
  const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
    const copy = mixed.slice()
    change(copy)
    return copy
  }
  const count = (value: number) => changed((copy) => writeUint(copy, 70, 4, value))
  const header = 'DELTA_HEADER_INVALID'
  const row = 'DELTA_ROW_INVALID'
  const length = 'DELTA_LENGTH'
  const cases: readonly (readonly [name: string, bytes: Uint8Array, code: string])[] = [
    ['nothing', new Uint8Array(0), header],
    ['a header cut off', mixed.slice(0, DELTA_HEADER_BYTES - 1), header],
    ['the magic of a list', changed((copy) => copy.set([0x52], 3)), header],
    ['version 1', changed((copy) => copy.set([1], 4)), header],
    ['depth 0', changed((copy) => copy.set([0], 69)), header],
    ['depth 17', changed((copy) => copy.set([17], 69)), header],
    ['from the empty list', changed((copy) => copy.fill(0, 5, 37)), header],
    ['to the empty list', changed((copy) => copy.fill(0, 37, 69)), header],
    ['to where it comes from', changed((copy) => copy.copyWithin(37, 5, 37)), header],
    ['a count over every limit', count(UINT32_MAX), 'DELTA_COUNT_TOO_LARGE'],
    ['a count one over the limit', count(LIST_COUNT_MAX + 1), 'DELTA_COUNT_TOO_LARGE'],
    ['a count greater than its rows', count(4), length],
    ['a count less than its rows', count(2), length],
    ['the last byte missing', mixed.slice(0, -1), length],
    ['a row head cut off', mixed.slice(0, ROWS[2] + 4), length],
    ['one byte more', concat([mixed, Uint8Array.of(0)]), length],
    ['a row more than is counted', concat([mixed, Uint8Array.of(0, 0, 0, 15, 0)]), length],
    ['a leaf twice', changed((copy) => writeUint(copy, ROWS[1], 4, 0)), row],
    ['leaves out of order', changed((copy) => writeUint(copy, ROWS[1], 4, 10)), row],
    ['a leaf outside its tree', changed((copy) => writeUint(copy, ROWS[2], 4, 16)), row],
    ['a leaf outside its shallower tree', changed((copy) => copy.set([1], 69)), row],
    ['a mark of 2', changed((copy) => copy.set([2], ROWS[1] + 4)), row],
    ['a record of version 1', changed((copy) => copy.set([1], ROWS[1] + 5)), row],
  ]
  return cases.map(([name, bytes, code]) => ({ name, bytes: bytesToHex(bytes), code }))
}

/** Well-formed deltas from the base that lead to no list, or by a detour. */
function notApplicableCases(): object[] {
  const from = listOf(MIXED_FROM)
  const [fromRoot, toRoot] = [rootOf(MIXED_FROM), rootOf(MIXED_TO)]
  const right = diffLists(from, listOf(MIXED_TO))
  const other = rootOf({ depth: 3, nodes: upTo(30) })
  const record = (nodeId: number) => encodeRecord(vectorRecord(nodeId))
  const sorted = (changes: typeof right) => changes.toSorted((a, b) => a.leafIndex - b.leafIndex)
  const base = { from: fromRoot, to: toRoot, depth: 2, changes: right }
  const cases = [
    ['for another list', { ...base, from: other }, 'DELTA_NOT_APPLICABLE'],
    [
      'empties a leaf that is empty',
      { ...base, changes: sorted([...right, { leafIndex: 12, record: null }]) },
      'DELTA_NOT_APPLICABLE',
    ],
    [
      'sets a leaf to what it holds',
      { ...base, changes: sorted([...right, { leafIndex: 1, record: record(2) }]) },
      'DELTA_NOT_APPLICABLE',
    ],
    ['changes nothing', { ...base, changes: [] }, 'DELTA_NOT_APPLICABLE'],
    ['shrinks the tree', { ...base, depth: 1, changes: [] }, 'DELTA_NOT_APPLICABLE'],
    ['leaves a change out', { ...base, changes: right.slice(1) }, 'ROOT_MISMATCH'],
    ['sets another record', { ...base, changes: right.with(1, { leafIndex: 2, record: record(30) }) }, 'ROOT_MISMATCH'],
    ['says another depth', { ...base, depth: 3 }, 'ROOT_MISMATCH'],
    ['names another root', { ...base, to: other }, 'ROOT_MISMATCH'],
    [
      'empties the list',
      { ...base, changes: Object.keys(MIXED_FROM.nodes).map((leaf) => ({ leafIndex: Number(leaf), record: null })) },
      'LIST_EMPTY',
    ],
  ] as const
  return cases.map(([name, delta, code]) => {
    const bytes = encodeDelta(delta)
    const got = codeOf(() => applyDelta({ root: fromRoot, list: from }, decodeDelta(hexToBytes(bytesToHex(bytes)))))
    if (got !== code) throw new Error(`"${name}" gives ${got}, not ${code}`)
    return { name, from: bytesToHex(from.bytes), bytes: bytesToHex(bytes), code }
  })
}

/** Deltas between lists, invalid byte strings, and deltas that lead to another list than they name. */
export function makeDeltaVectors(): object {
  return {
    about:
      'deltas: two lists, what changed between them, and its bytes as application/vnd.muster.delta.v2; then byte strings that a decoder refuses (refused), and deltas that are well-formed but refused when applied to a list (notApplicable), with the error code',
    deltas: DELTAS.map(deltaCase),
    refused: refusedCases(),
    notApplicable: notApplicableCases(),
  }
}
