import {
  bytesToHex,
  type Hex,
  hexToBytes,
  isLowerHex,
  readBigUint,
  readUint,
  writeBigUint,
  writeUint,
} from '../bytes.ts'
import { createKeccakInto } from '../keccak.ts'
import { UINT64_MAX } from '../uint.ts'
import {
  ListCountTooLargeError,
  ListDepthTooLargeError,
  ListEmptyError,
  ListHeaderInvalidError,
  ListIndexInvalidError,
  ListLengthError,
  VerifyParameterError,
} from './errors.ts'
import { decodeRecord, encodeRecord, RECORD_BYTES, RECORD_VERSION, type ServiceNodeRecord } from './record.ts'
import { HASH_BYTES, rootInPlace } from './rootInPlace.ts'
import { checkDepth, DEPTH_MAX } from './tree.ts'

/** "MSTR" */
const MAGIC = 0x4d535452
const WIRE_VERSION = 2

/** Magic 4, version 1, chainId 8, registry 20, depth 1, count 4. */
export const LIST_HEADER_BYTES = 38

/** A leaf index and a record without its version byte. */
export const LIST_ROW_BYTES = 4 + RECORD_BYTES - 1

/**
 * The most rows a decoder accepts by default: more than the 100,000 nodes that Muster is measured with. It bounds a
 * list to 20.6 MB. It bounds the hashing of a hostile list, spread over the deepest tree, to some five seconds.
 */
export const LIST_COUNT_MAX = 131_072

/** Sizes of the columns after the leaf indexes: the fields of a record in its order, without the version. */
const COLUMN_SIZES = [4, 20, 32, 16, 2, 2, 5, 8, 32, 32] as const

/** One row of a list: its leaf in the tree and its record. */
export type ListRow = { leafIndex: number; record: ServiceNodeRecord }

/** The limits that a caller sets for a decoder. The bounds of the format are the defaults, and the most allowed. */
export type ListLimits = {
  /** Rows. */
  countMax?: number
  /** Levels of the tree. The deeper it is, the more hashes the root of a sparse list costs. */
  depthMax?: number
}

/** A decoded list. It holds the bytes it was made from: do not change them. */
export type DecodedList = {
  readonly chainId: bigint
  /** Lower-case address. */
  readonly registry: Hex
  readonly depth: number
  readonly count: number
  /** Ascending, one for each row. */
  readonly leafIndexes: Uint32Array
  /** The 154 bytes of row `i`, new each time. */
  recordBytes(i: number): Uint8Array
  record(i: number): ServiceNodeRecord
  /** 32 bytes, computed at each call. */
  root(): Uint8Array
  /** The bytes that were read. */
  readonly bytes: Uint8Array
}

/** A row with a packed record of 154 bytes. */
export type PackedRow = { leafIndex: number; record: Uint8Array }

type ListHead = { chainId: bigint; registry: Hex; depth: number }

function checkEncodable(list: ListHead & { rows: readonly { leafIndex: number }[] }): void {
  checkDepth(list.depth)
  if (list.chainId < 0n || list.chainId > UINT64_MAX)
    throw new VerifyParameterError({ name: 'chainId', value: `${list.chainId}`, reason: 'it is not a u64' })
  if (!isLowerHex(list.registry, 20))
    throw new VerifyParameterError({ name: 'registry', value: list.registry, reason: 'it is not a lower-case address' })
  if (list.rows.length === 0) throw new ListEmptyError()
  if (list.rows.length > LIST_COUNT_MAX)
    throw new ListCountTooLargeError({ count: list.rows.length, countMax: LIST_COUNT_MAX })
  let previous = -1
  list.rows.forEach(({ leafIndex }, row) => {
    if (!Number.isInteger(leafIndex))
      throw new ListIndexInvalidError({ row, leafIndex, reason: 'it is not an integer' })
    checkIndex(row, leafIndex, previous, list.depth)
    previous = leafIndex
  })
}

function checkIndex(row: number, leafIndex: number, previous: number, depth: number): void {
  if (leafIndex <= previous)
    throw new ListIndexInvalidError({ row, leafIndex, reason: `indexes ascend, and ${previous} came before` })
  if (leafIndex >= 4 ** depth)
    throw new ListIndexInvalidError({ row, leafIndex, reason: `a tree of depth ${depth} has no such leaf` })
}

/**
 * Encodes a list as `application/vnd.muster.list.v2`: a fixed header, then columns.
 *
 * @param list.rows ordered by leaf index
 * @throws ListEmptyError, ListCountTooLargeError, ListIndexInvalidError, DepthInvalidError, RecordInvalidError,
 * IpInvalidError, VerifyParameterError
 */
export function encodeList(list: ListHead & { rows: readonly ListRow[] }): Uint8Array {
  checkEncodable(list)
  return packList({
    ...list,
    rows: list.rows.map(({ leafIndex, record }) => ({ leafIndex, record: encodeRecord(record) })),
  })
}

/**
 * Encodes a list of packed records as `encodeList` does. The bytes of the records are copied unchecked.
 *
 * @throws ListEmptyError, ListCountTooLargeError, ListIndexInvalidError, DepthInvalidError, VerifyParameterError
 */
export function packList(list: ListHead & { rows: readonly PackedRow[] }): Uint8Array {
  checkEncodable(list)
  const count = list.rows.length
  const bytes = new Uint8Array(LIST_HEADER_BYTES + count * LIST_ROW_BYTES)
  writeUint(bytes, 0, 4, MAGIC)
  bytes[4] = WIRE_VERSION
  writeBigUint(bytes, 5, 8, list.chainId)
  bytes.set(hexToBytes(list.registry), 13)
  bytes[33] = list.depth
  writeUint(bytes, 34, 4, count)
  list.rows.forEach(({ leafIndex, record }, row) => {
    writeUint(bytes, LIST_HEADER_BYTES + 4 * row, 4, leafIndex)
    let column = LIST_HEADER_BYTES + 4 * count
    let field = 1
    for (const size of COLUMN_SIZES) {
      bytes.set(record.subarray(field, field + size), column + size * row)
      column += size * count
      field += size
    }
  })
  return bytes
}

function decodeListHeader(bytes: Uint8Array, limits: Required<ListLimits>): { depth: number; count: number } {
  const { countMax, depthMax } = limits
  if (bytes.length < LIST_HEADER_BYTES)
    throw new ListHeaderInvalidError({ reason: `it has ${bytes.length} bytes, fewer than its ${LIST_HEADER_BYTES}` })
  if (readUint(bytes, 0, 4) !== MAGIC) throw new ListHeaderInvalidError({ reason: 'it does not begin with "MSTR"' })
  if (bytes[4] !== WIRE_VERSION) throw new ListHeaderInvalidError({ reason: `its version is ${bytes[4]}` })
  const depth = bytes[33] as number
  if (depth < 1 || depth > DEPTH_MAX)
    throw new ListHeaderInvalidError({ reason: `its depth is ${depth}, not from 1 to ${DEPTH_MAX}` })
  if (depth > depthMax) throw new ListDepthTooLargeError({ depth, depthMax })
  const count = readUint(bytes, 34, 4)
  if (count === 0) throw new ListEmptyError()
  if (count > countMax) throw new ListCountTooLargeError({ count, countMax })
  const expected = LIST_HEADER_BYTES + count * LIST_ROW_BYTES
  if (bytes.length !== expected) throw new ListLengthError({ length: bytes.length, expected })
  return { depth, count }
}

function readIndexes(bytes: Uint8Array, count: number, depth: number): Uint32Array {
  let previous = -1
  // The first pass only checks: no memory is allocated for a list with a wrong order.
  for (let row = 0; row < count; row++) {
    const leafIndex = readUint(bytes, LIST_HEADER_BYTES + 4 * row, 4)
    checkIndex(row, leafIndex, previous, depth)
    previous = leafIndex
  }
  const indexes = new Uint32Array(count)
  for (let row = 0; row < count; row++) indexes[row] = readUint(bytes, LIST_HEADER_BYTES + 4 * row, 4)
  return indexes
}

/** Copies row `i` from the columns into `record`. The version byte is set already. */
function gatherRecord(bytes: Uint8Array, count: number, i: number, record: Uint8Array): void {
  let column = LIST_HEADER_BYTES + 4 * count
  let field = 1
  for (const size of COLUMN_SIZES) {
    const from = column + size * i
    for (let k = 0; k < size; k++) record[field + k] = bytes[from + k] as number
    column += size * count
    field += size
  }
}

function rootOfRows(bytes: Uint8Array, depth: number, leafIndexes: Uint32Array): Uint8Array {
  const count = leafIndexes.length
  const keccakInto = createKeccakInto()
  const record = new Uint8Array(RECORD_BYTES)
  record[0] = RECORD_VERSION
  const nodes = new Uint8Array(count * HASH_BYTES)
  for (let row = 0; row < count; row++) {
    gatherRecord(bytes, count, row, record)
    keccakInto(record, nodes, row * HASH_BYTES)
  }
  return rootInPlace({ depth, indexes: leafIndexes.slice(), nodes })
}

/**
 * Reads `application/vnd.muster.list.v2`. No two byte strings mean the same list. Every length, count and index is
 * checked before memory is allocated. The caller checks `chainId`, `registry` and `root()`: it may be another list.
 *
 * @param limits.countMax the most rows accepted. LIST_COUNT_MAX by default, and never more.
 * @param limits.depthMax the most levels accepted. DEPTH_MAX by default.
 * @throws ListHeaderInvalidError, ListDepthTooLargeError, ListEmptyError, ListCountTooLargeError, ListLengthError,
 * ListIndexInvalidError
 */
export function decodeList(bytes: Uint8Array, limits: ListLimits = {}): DecodedList {
  const { depth, count } = decodeListHeader(bytes, {
    countMax: Math.min(limits.countMax ?? LIST_COUNT_MAX, LIST_COUNT_MAX),
    depthMax: limits.depthMax ?? DEPTH_MAX,
  })
  const leafIndexes = readIndexes(bytes, count, depth)
  const recordBytes = (i: number): Uint8Array => {
    if (!Number.isInteger(i) || i < 0 || i >= count)
      throw new VerifyParameterError({ name: 'i', value: `${i}`, reason: `the list has rows 0 to ${count - 1}` })
    const record = new Uint8Array(RECORD_BYTES)
    record[0] = RECORD_VERSION
    gatherRecord(bytes, count, i, record)
    return record
  }
  return {
    chainId: readBigUint(bytes, 5, 8),
    registry: bytesToHex(bytes.subarray(13, 33)),
    depth,
    count,
    leafIndexes,
    recordBytes,
    record: (i) => decodeRecord(recordBytes(i)),
    root: () => rootOfRows(bytes, depth, leafIndexes),
    bytes,
  }
}
