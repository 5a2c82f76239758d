import { bytesToHex, concat, type Hex, hexToBytes, isLowerHex, readUint, writeUint } from '../bytes.ts'
import {
  DeltaCountTooLargeError,
  DeltaHeaderInvalidError,
  DeltaLengthError,
  DeltaRowInvalidError,
  VerifyParameterError,
} from './errors.ts'
import { RECORD_BYTES, RECORD_VERSION } from './record.ts'
import { DEPTH_MAX } from './tree.ts'
import { LIST_COUNT_MAX } from './wire.ts'

/** "MSTD" */
const MAGIC = 0x4d535444
const WIRE_VERSION = 2

/** Magic 4, version 1, roots 32 each, depth 1, count 4. */
export const DELTA_HEADER_BYTES = 74

/** A leaf index, and a mark that tells whether a record follows. */
const ROW_HEAD_BYTES = 5

/** The longest row: one with a record. */
export const DELTA_ROW_BYTES_MAX = ROW_HEAD_BYTES + RECORD_BYTES

/** The most leaves that a delta changes. With more changes it is longer than the list. */
const DELTA_COUNT_MAX = LIST_COUNT_MAX

/** The change of one leaf: the 154 bytes of its new record, or `null` if it becomes empty. */
export type LeafChange = { leafIndex: number; record: Uint8Array | null }

/** The difference between two lists of one registry. */
export type ListDelta = {
  /** Root of the list it is applied to. */
  from: Hex
  /** Root of the list it leads to. */
  to: Hex
  /** Levels of the tree of the list it leads to. */
  depth: number
  /** By leaf index, ascending. Empty only if the tree grew and no leaf changed. */
  changes: readonly LeafChange[]
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

function decodeDeltaHeader(bytes: Uint8Array, countMax: number): { depth: number; count: number } {
  if (bytes.length < DELTA_HEADER_BYTES)
    throw new DeltaHeaderInvalidError({ reason: `it has ${bytes.length} bytes, fewer than its ${DELTA_HEADER_BYTES}` })
  if (readUint(bytes, 0, 4) !== MAGIC) throw new DeltaHeaderInvalidError({ reason: 'it does not begin with "MSTD"' })
  if (bytes[4] !== WIRE_VERSION) throw new DeltaHeaderInvalidError({ reason: `its version is ${bytes[4]}` })
  const [from, to] = [bytes.subarray(5, 37), bytes.subarray(37, 69)]
  if (isZero(from) || isZero(to))
    throw new DeltaHeaderInvalidError({ reason: 'a root is zero: an empty list is refused' })
  if (from.every((byte, i) => byte === to[i])) throw new DeltaHeaderInvalidError({ reason: 'both roots are the same' })
  const depth = bytes[69] as number
  if (depth < 1 || depth > DEPTH_MAX)
    throw new DeltaHeaderInvalidError({ reason: `its depth is ${depth}, not from 1 to ${DEPTH_MAX}` })
  const count = readUint(bytes, 70, 4)
  if (count > countMax) throw new DeltaCountTooLargeError({ count, countMax })
  return { depth, count }
}

/** Returns the length of the row at `offset`, after checks of its index, mark and record version. */
function checkRow(bytes: Uint8Array, args: { row: number; offset: number; previous: number; depth: number }): number {
  const { row, offset, previous, depth } = args
  if (offset + ROW_HEAD_BYTES > bytes.length)
    throw new DeltaLengthError({ length: bytes.length, reason: `row ${row} is cut off` })
  const leafIndex = readUint(bytes, offset, 4)
  const invalid = (reason: string) => new DeltaRowInvalidError({ row, leafIndex, reason })
  if (leafIndex <= previous) throw invalid(`indexes ascend, and ${previous} came before`)
  if (leafIndex >= 4 ** depth) throw invalid(`a tree of depth ${depth} has no such leaf`)
  const mark = bytes[offset + 4] as number
  if (mark > 1) throw invalid(`its mark is ${mark}, neither 0 nor 1`)
  if (mark === 0) return ROW_HEAD_BYTES
  if (offset + DELTA_ROW_BYTES_MAX > bytes.length)
    throw new DeltaLengthError({ length: bytes.length, reason: `the record of row ${row} is cut off` })
  const version = bytes[offset + ROW_HEAD_BYTES] as number
  if (version !== RECORD_VERSION) throw invalid(`the version of its record is ${version}, not ${RECORD_VERSION}`)
  return DELTA_ROW_BYTES_MAX
}

/**
 * Reads `application/vnd.muster.delta.v2`. No two byte strings mean the same delta. Every row is checked before memory
 * is allocated. `applyDelta` tells whether the delta belongs to a list.
 *
 * @param limits.countMax the most changes accepted. DELTA_COUNT_MAX by default, and never more.
 * @returns records that are views into `bytes`: do not change them
 * @throws DeltaHeaderInvalidError, DeltaCountTooLargeError, DeltaLengthError, DeltaRowInvalidError
 */
export function decodeDelta(bytes: Uint8Array, limits: { countMax?: number } = {}): ListDelta {
  const countMax = Math.min(limits.countMax ?? DELTA_COUNT_MAX, DELTA_COUNT_MAX)
  const { depth, count } = decodeDeltaHeader(bytes, countMax)
  if (bytes.length > DELTA_HEADER_BYTES + count * DELTA_ROW_BYTES_MAX)
    throw new DeltaLengthError({ length: bytes.length, reason: `its ${count} rows have fewer` })
  let offset = DELTA_HEADER_BYTES
  let previous = -1
  for (let row = 0; row < count; row++) {
    const length = checkRow(bytes, { row, offset, previous, depth })
    previous = readUint(bytes, offset, 4)
    offset += length
  }
  if (offset !== bytes.length) throw new DeltaLengthError({ length: bytes.length, reason: `its rows end at ${offset}` })
  const changes: LeafChange[] = []
  offset = DELTA_HEADER_BYTES
  for (let row = 0; row < count; row++) {
    const start = offset + ROW_HEAD_BYTES
    const isPresent = bytes[offset + 4] === 1
    const record = isPresent ? bytes.subarray(start, start + RECORD_BYTES) : null
    changes.push({ leafIndex: readUint(bytes, offset, 4), record })
    offset += isPresent ? DELTA_ROW_BYTES_MAX : ROW_HEAD_BYTES
  }
  return { from: bytesToHex(bytes.subarray(5, 37)), to: bytesToHex(bytes.subarray(37, 69)), depth, changes }
}

/**
 * Encodes a delta as `application/vnd.muster.delta.v2`.
 *
 * @throws VerifyParameterError if a root or record has a wrong length
 * @throws the errors of `decodeDelta`, which reads the bytes before they are returned
 */
export function encodeDelta(delta: ListDelta): Uint8Array {
  for (const root of [delta.from, delta.to])
    if (!isLowerHex(root, 32))
      throw new VerifyParameterError({ name: 'root', value: root, reason: 'it is not 32 bytes of lower-case hex' })
  const header = new Uint8Array(DELTA_HEADER_BYTES)
  writeUint(header, 0, 4, MAGIC)
  header[4] = WIRE_VERSION
  header.set(hexToBytes(delta.from), 5)
  header.set(hexToBytes(delta.to), 37)
  header[69] = delta.depth
  writeUint(header, 70, 4, delta.changes.length)
  const rows = delta.changes.map(({ leafIndex, record }) => {
    if (record !== null && record.length !== RECORD_BYTES)
      throw new VerifyParameterError({ name: 'record', value: `${leafIndex}`, reason: `it has ${record.length} bytes` })
    const row = new Uint8Array(record === null ? ROW_HEAD_BYTES : DELTA_ROW_BYTES_MAX)
    writeUint(row, 0, 4, leafIndex)
    row[4] = record === null ? 0 : 1
    if (record !== null) row.set(record, ROW_HEAD_BYTES)
    return row
  })
  const bytes = concat([header, ...rows])
  decodeDelta(bytes)
  return bytes
}
