import { writeBigUint, writeUint } from '../../../shared/bytes.ts'
import { LIST_HEADER_BYTES } from '../../../shared/list/wire.ts'
import { UINT32_MAX, UINT64_MAX } from '../../../shared/uint.ts'
import { bytesOperators, randomBytes } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact, Draw, Lens, Operator, Operators } from '../operators/operator.ts'
import { sequenceOperators } from '../operators/sequenceOperators.ts'
import {
  atLeaves,
  COLUMNS,
  columnLens,
  countOf,
  entriesLens,
  listOfRows,
  type RowBytes,
  rangeLens,
  rowsOf,
  withList,
} from './listBytes.ts'

const DEPTH_AT = 33
const COUNT_AT = 34
const DEPTHS = 256

const headerLens = rangeLens(() => [0, LIST_HEADER_BYTES])

const otherDepth: Operator = (draw) => {
  const { list } = draw.of.answers
  const depth = list[DEPTH_AT] as number
  const near = draw.random.pick([depth - 1, depth + 1, draw.random.below(17), draw.random.below(DEPTHS)])
  return withList(draw, list.with(DEPTH_AT, near))
}

/** Changes the number of a field of the header. All of it is still a header. */
const setHeaderField: Operator = (draw) => {
  const { random } = draw
  const list = draw.of.answers.list.slice()
  const count = countOf(list)
  const others = [count - 1, count + 1, 0, UINT32_MAX, 131_072, 131_073, random.below(2 ** 32)]
  random.pick([
    () => writeUint(list, 0, 4, random.pick([0x4d535453, 0x4d535444, 0x4d535400, random.below(2 ** 32)])),
    () => list.set([random.below(DEPTHS)], 4),
    () => writeBigUint(list, 5, 8, random.amount(UINT64_MAX)),
    () => list.set(randomBytes(random, 20), 13),
    () => writeUint(list, COUNT_AT, 4, random.pick(others)),
  ])()
  return withList(draw, list)
}

const listHeader: Artifact = {
  name: 'list: header',
  operators: {
    ...bytesOperators(headerLens),
    ...foreignOperators(headerLens),
    set: setHeaderField,
    'other depth': otherDepth,
    swap: (draw) => {
      const header = headerLens.read(draw.of.answers, draw)
      const [a, b] = [draw.random.below(LIST_HEADER_BYTES), draw.random.below(LIST_HEADER_BYTES)]
      return headerLens.write(header.with(a, header[b] as number).with(b, header[a] as number), draw)
    },
  },
}

/** Takes entries of the true column from another list, for rows that both lists have. */
const foreignEntriesLens = (column: number): Lens<readonly Uint8Array[]> => {
  const lens = entriesLens(column)
  return {
    read: lens.read,
    write: (others, draw) => {
      const own = lens.read(draw.of.answers, draw)
      const from = draw.random.below(own.length)
      const length = draw.random.chance(0.5) ? 1 : own.length
      const taken = own.map((entry, i) => (i >= from && i < from + length ? (others[i] ?? entry) : entry))
      return lens.write(taken, draw)
    },
  }
}

const columnOperators = (column: number): Operators => ({
  ...bytesOperators(columnLens(column)),
  ...sequenceOperators(entriesLens(column)),
  ...foreignOperators(foreignEntriesLens(column)),
})

/** Moves a row to another row's place, with or without its leaf index. */
const rowsLens: Lens<readonly RowBytes[]> = {
  read: ({ list }) => rowsOf(list),
  write: (rows, draw) => {
    const { list } = draw.of.answers
    const leaves = rowsOf(list).map((row) => row[0] as Uint8Array)
    return withList(draw, listOfRows(list, draw.random.chance(0.5) ? atLeaves(rows, leaves) : rows))
  },
}

/** Moves rows to the leaves that another list has in the same place. */
const foreignRowsLens: Lens<readonly RowBytes[]> = {
  read: rowsLens.read,
  write: (others, draw) => {
    const rows = rowsOf(draw.of.answers.list)
    const at = draw.random.below(Math.min(rows.length, others.length))
    const other = others[at] as RowBytes
    const [moved] = atLeaves([other], [rows[at]?.[0] as Uint8Array]) as [RowBytes]
    return withList(draw, listOfRows(draw.of.answers.list, rows.with(at, draw.random.chance(0.5) ? moved : other)))
  },
}

const setRow = (how: (draw: Draw, row: RowBytes) => RowBytes): Operator => {
  return (draw) => {
    const rows = rowsOf(draw.of.answers.list)
    const at = draw.random.below(rows.length)
    return withList(draw, listOfRows(draw.of.answers.list, rows.with(at, how(draw, rows[at] as RowBytes))))
  }
}

/** Adds a row: at a free leaf, in its place by order, or beyond the last leaf that the tree can have. */
const addRow: Operator = (draw) => {
  const { list } = draw.of.answers
  const rows = rowsOf(list)
  const taken = new Set(rows.map((row) => String(row[0])))
  const leafIndex = new Uint8Array(4)
  const capacity = 4 ** (list[DEPTH_AT] as number)
  const isBeyond = draw.random.chance(0.3)
  writeUint(leafIndex, 0, 4, isBeyond ? capacity + draw.random.below(capacity) : draw.random.below(capacity))
  if (taken.has(String(leafIndex))) return null
  const added: RowBytes = [leafIndex, ...draw.random.pick(rows).slice(1)]
  const sorted = [...rows, added].sort((a, b) => Buffer.compare(a[0] as Uint8Array, b[0] as Uint8Array))
  return withList(draw, listOfRows(list, sorted))
}

const wholeRows: Artifact = {
  name: 'list: whole rows',
  operators: {
    ...sequenceOperators(rowsLens),
    ...foreignOperators(foreignRowsLens),
    set: setRow((draw, row) => [
      row[0] as Uint8Array,
      ...row.slice(1).map(({ length }) => randomBytes(draw.random, length)),
    ]),
    zero: setRow((_, row) => [row[0] as Uint8Array, ...row.slice(1).map(({ length }) => new Uint8Array(length))]),
    cut: (draw) => {
      const rows = rowsOf(draw.of.answers.list)
      const left = draw.random.below(rows.length)
      return withList(
        draw,
        listOfRows(draw.of.answers.list, draw.random.chance(0.5) ? rows.slice(0, left) : rows.slice(-left)),
      )
    },
    extend: addRow,
  },
}

const listLens: Lens<Uint8Array> = { read: ({ list }) => list, write: (list, draw) => withList(draw, list) }

const wholeList: Artifact = {
  name: 'list: document',
  operators: {
    ...bytesOperators(listLens),
    // True lists under a wrong root.
    ...foreignOperators(listLens),
    drop: (draw) => {
      const { list: _list, ...answers } = draw.of.answers
      return answers
    },
    double: (draw) => withList(draw, Buffer.concat([draw.of.answers.list, draw.of.answers.list])),
    reorder: (draw) => withList(draw, draw.of.answers.list.toReversed()),
    encode: (draw) => {
      const hex = Buffer.from(draw.of.answers.list).toString('hex')
      const texts = [
        `0x${hex}`,
        hex,
        JSON.stringify(hex),
        Buffer.from(draw.of.answers.list).toString('base64'),
        '',
        '{}',
      ]
      return withList(draw, new TextEncoder().encode(draw.random.pick(texts)))
    },
  },
}

export const listParts: readonly Artifact[] = [
  listHeader,
  ...COLUMNS.map(([name], column) => ({ name: `list: ${name}`, operators: columnOperators(column) })),
  wholeRows,
  wholeList,
]
