import { concat, readUint, writeUint } from '../../../shared/bytes.ts'
import { LIST_HEADER_BYTES } from '../../../shared/list/wire.ts'
import type { Draw, Lens } from '../operators/operator.ts'
import type { Answers } from '../world/answers.ts'

/** Columns of a list and the bytes of an entry. */
export const COLUMNS = [
  ['leafIndex', 4],
  ['nodeId', 4],
  ['operator', 20],
  ['ed25519Key', 32],
  ['ip', 16],
  ['rpcPort', 2],
  ['quicPort', 2],
  ['activatedAt', 5],
  ['seed', 8],
  ['blsKeyHash', 32],
  ['extensionHash', 32],
] as const

/** One row, with its entry of every column. */
export type RowBytes = readonly Uint8Array[]

export const countOf = (list: Uint8Array): number => readUint(list, 34, 4)

export const withList = (draw: Draw, list: Uint8Array): Answers => ({ ...draw.of.answers, list })

const columnStart = (count: number, column: number): number =>
  LIST_HEADER_BYTES + count * COLUMNS.slice(0, column).reduce((sum, [, size]) => sum + size, 0)

/** Some bytes of the list. Replacements may have another length. */
export const rangeLens = (rangeOf: (count: number) => readonly [from: number, to: number]): Lens<Uint8Array> => ({
  read: ({ list }) => list.slice(...rangeOf(countOf(list))),
  write: (bytes, draw) => {
    const { list } = draw.of.answers
    const [from, to] = rangeOf(countOf(list))
    return withList(draw, concat([list.subarray(0, from), bytes, list.subarray(to)]))
  },
})

export const columnLens = (column: number): Lens<Uint8Array> =>
  rangeLens((count) => [columnStart(count, column), columnStart(count, column + 1)])

/** The entries of a column, in the order of the rows. */
export const entriesLens = (column: number): Lens<readonly Uint8Array[]> => {
  const [, size] = COLUMNS[column] as (typeof COLUMNS)[number]
  const lens = columnLens(column)
  return {
    read: (answers, draw) => {
      const bytes = lens.read(answers, draw)
      return Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
    },
    write: (entries, draw) => lens.write(concat(entries), draw),
  }
}

export const rowsOf = (list: Uint8Array): RowBytes[] => {
  const count = countOf(list)
  return Array.from({ length: count }, (_, row) =>
    COLUMNS.map(([, size], column) => {
      const from = columnStart(count, column) + row * size
      return list.subarray(from, from + size)
    }),
  )
}

/** Replaces the rows of the list, with a count that fits them. */
export const listOfRows = (list: Uint8Array, rows: readonly RowBytes[]): Uint8Array => {
  const header = list.slice(0, LIST_HEADER_BYTES)
  writeUint(header, 34, 4, rows.length)
  return concat([header, ...COLUMNS.flatMap((_, column) => rows.map((row) => row[column] as Uint8Array))])
}

/** Puts the rows at the named leaves, in order. Only the index changes. */
export const atLeaves = (rows: readonly RowBytes[], leaves: readonly Uint8Array[]): RowBytes[] =>
  rows.map((row, i) => [leaves[i] ?? (row[0] as Uint8Array), ...row.slice(1)])
