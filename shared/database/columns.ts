import type { Hex } from '../bytes.ts'

/** The type in Postgres of each kind of column. */
export const COLUMN_TYPES = {
  /** A 32-bit number: Postgres has no unsigned integers. */
  uint32: 'bigint',
  uint16: 'integer',
  /** A 64-bit number, whose top bit no contract reaches. */
  uint64: 'bigint',
  /** Unix seconds. */
  time: 'bigint',
  /** A whole number of any size. */
  whole: 'numeric',
  bytes: 'bytea',
  boolean: 'boolean',
  text: 'text',
} as const

export type ColumnKind = keyof typeof COLUMN_TYPES

/** Values of each kind in the code. */
type Values = {
  uint32: number
  uint16: number
  uint64: bigint
  time: bigint
  whole: bigint
  /** Lower-case hex. */
  bytes: Hex
  boolean: boolean
  text: string
}

/** Values of each kind as the driver of Postgres gives them. Drivers have their own type of bytes. */
export type RawValues<Bytes> = {
  uint32: bigint
  uint16: number
  uint64: bigint
  time: bigint
  whole: bigint
  bytes: Bytes
  boolean: boolean
  text: string
}

/** A column of a table. */
export type Column = { readonly column: string; readonly kind: ColumnKind; readonly isNullable: boolean }

/** The fields of a row, each with its column, in the order of the table. */
export type Columns = Readonly<Record<string, Column>>

export const required = <K extends ColumnKind>(column: string, kind: K) =>
  ({ column, kind, isNullable: false }) as const

export const nullable = <K extends ColumnKind>(column: string, kind: K) => ({ column, kind, isNullable: true }) as const

type FieldOf<C extends Column, V> = C['kind'] extends keyof V
  ? V[C['kind']] | (C['isNullable'] extends true ? null : never)
  : never

/** A row as the code has it, by field. */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: FieldOf<C[Name], Values> }

/** A row as the driver gives it, by field. */
export type RawRowOf<C extends Columns, Bytes> = { [Name in keyof C]: FieldOf<C[Name], RawValues<Bytes>> }
