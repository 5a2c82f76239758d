import { bytesToHex, concat, type Hex, hexToBytes, readUint, writeUint } from '../../bytes.ts'
import { formatIp, parseIp } from '../../ip.ts'
import { UINT16_MAX } from '../../uint.ts'
import { decodeUtf8 } from '../../utf8.ts'
import { VerifyParameterError } from '../errors.ts'
import {
  ExtensionEntrySizeError,
  ExtensionHeaderInvalidError,
  ExtensionLengthError,
  ExtensionOrderError,
  ExtensionTextInvalidError,
} from './errors.ts'

/** "MSTX" */
const MAGIC = 0x4d535458
const FORMAT_VERSION = 1

/** Magic 4, version 1. */
const HEADER_BYTES = 5

/** Type 2, length 2. */
const ENTRY_HEAD_BYTES = 4

/** The longest document that the registry accepts. */
export const EXTENSION_BYTES_MAX = 2_048

/** The known types of entries. */
const TYPE = { kemKey: 1, contact: 2, software: 3, endpoint: 4, country: 5 } as const

/** Sizes of the known entries in bytes. Those from 0 on hold texts. */
const SIZES: Readonly<Record<number, { readonly min: number; readonly max: number }>> = {
  [TYPE.kemKey]: { min: 1_184, max: 1_184 },
  [TYPE.contact]: { min: 0, max: 256 },
  [TYPE.software]: { min: 0, max: 64 },
  [TYPE.endpoint]: { min: 22, max: 22 },
  [TYPE.country]: { min: 0, max: 32 },
}

/** One more address of a node. */
export type ExtensionEndpoint = {
  /** Canonical text: dotted for IPv4, RFC 5952 for IPv6. The endpoint rules of the registry are not checked here. */
  ip: string
  /** TCP port. */
  rpcPort: number
  /** UDP port. */
  quicPort: number
  /** 0 to 65,535. */
  priority: number
}

/** An entry of a type that this program does not know. */
export type UnknownEntry = { type: number; bytes: Uint8Array }

/** Statements of an operator about its node. Every field but `unknown` is optional. The registry checks none of them. */
export type ExtensionDocument = {
  /** ML-KEM-768 encapsulation key, 1,184 bytes. */
  kemKey?: Hex
  /** A URI of at most 256 bytes of UTF-8. Its syntax is not checked. */
  contact?: string
  /** Name and version of the software, at most 64 bytes of UTF-8. */
  software?: string
  endpoint?: ExtensionEndpoint
  /** The country as the operator says it, at most 32 bytes of UTF-8. No rule uses it. */
  country?: string
  /** Entries of other types, ascending. They are kept and ignored. */
  unknown: readonly UnknownEntry[]
}

type Entry = { readonly type: number; readonly bytes: Uint8Array }

function checkSize(type: number, size: number): void {
  const sizes = SIZES[type]
  if (sizes === undefined || (size >= sizes.min && size <= sizes.max)) return
  const expected = sizes.min === sizes.max ? `${sizes.max}` : `at most ${sizes.max}`
  throw new ExtensionEntrySizeError({ type, size, expected })
}

function splitEntries(bytes: Uint8Array): Entry[] {
  const { length } = bytes
  const entries: Entry[] = []
  let previous = -1
  for (let offset = HEADER_BYTES; offset < length; ) {
    const start = offset + ENTRY_HEAD_BYTES
    if (start > length) throw new ExtensionLengthError({ length, reason: `the entry at ${offset} is cut off` })
    const type = readUint(bytes, offset, 2)
    const size = readUint(bytes, offset + 2, 2)
    if (type <= previous) throw new ExtensionOrderError({ type, previous })
    checkSize(type, size)
    if (start + size > length)
      throw new ExtensionLengthError({ length, reason: `the entry of type ${type} is cut off` })
    entries.push({ type, bytes: bytes.subarray(start, start + size) })
    previous = type
    offset = start + size
  }
  return entries
}

function readText({ type, bytes }: Entry): string {
  try {
    return decodeUtf8(bytes)
  } catch (cause) {
    throw new ExtensionTextInvalidError({ type, cause })
  }
}

function readEntry(entry: Entry): Partial<ExtensionDocument> {
  const { bytes } = entry
  switch (entry.type) {
    case TYPE.kemKey:
      return { kemKey: bytesToHex(bytes) }
    case TYPE.contact:
      return { contact: readText(entry) }
    case TYPE.software:
      return { software: readText(entry) }
    case TYPE.endpoint:
      return {
        endpoint: {
          ip: formatIp(bytes.subarray(0, 16)),
          rpcPort: readUint(bytes, 16, 2),
          quicPort: readUint(bytes, 18, 2),
          priority: readUint(bytes, 20, 2),
        },
      }
    case TYPE.country:
      return { country: readText(entry) }
    default:
      return {}
  }
}

/**
 * Reads `application/vnd.muster.extension.v1`: `"MSTX" | u8 1`, then entries `u16 type | u16 length | bytes`. No two
 * byte strings mean the same document. The registry does not parse documents: a malformed one counts as none.
 *
 * @returns unknown entries as views into `bytes`: do not change them
 * @throws ExtensionLengthError, ExtensionHeaderInvalidError, ExtensionOrderError, ExtensionEntrySizeError,
 * ExtensionTextInvalidError
 */
export function decodeExtension(bytes: Uint8Array): ExtensionDocument {
  const { length } = bytes
  if (length > EXTENSION_BYTES_MAX)
    throw new ExtensionLengthError({ length, reason: `it may have ${EXTENSION_BYTES_MAX}` })
  if (length < HEADER_BYTES)
    throw new ExtensionHeaderInvalidError({ reason: `it has ${length} bytes, fewer than its ${HEADER_BYTES}` })
  if (readUint(bytes, 0, 4) !== MAGIC)
    throw new ExtensionHeaderInvalidError({ reason: 'it does not begin with "MSTX"' })
  if (bytes[4] !== FORMAT_VERSION) throw new ExtensionHeaderInvalidError({ reason: `its version is ${bytes[4]}` })
  const entries = splitEntries(bytes)
  const unknown = entries.filter(({ type }) => SIZES[type] === undefined)
  return Object.assign({ unknown }, ...entries.map(readEntry)) as ExtensionDocument
}

function packText(type: number, text: string): Entry {
  const bytes = new TextEncoder().encode(text)
  // The encoder replaces half of a surrogate pair by another character.
  if (decodeUtf8(bytes) !== text) throw new ExtensionTextInvalidError({ type })
  return { type, bytes }
}

function packEndpoint({ ip, rpcPort, quicPort, priority }: ExtensionEndpoint): Entry {
  const bytes = new Uint8Array(22)
  bytes.set(parseIp(ip))
  const numbers = { rpcPort, quicPort, priority }
  Object.entries(numbers).forEach(([name, value], i) => {
    if (!Number.isInteger(value) || value < 0 || value > UINT16_MAX)
      throw new VerifyParameterError({ name, value: `${value}`, reason: 'it is not an unsigned integer of 16 bits' })
    writeUint(bytes, 16 + 2 * i, 2, value)
  })
  return { type: TYPE.endpoint, bytes }
}

function checkUnknown({ type }: Entry): void {
  const invalid = (reason: string) => new VerifyParameterError({ name: 'type', value: `${type}`, reason })
  if (!Number.isInteger(type) || type < 0 || type > UINT16_MAX)
    throw invalid('it is not an unsigned integer of 16 bits')
  if (SIZES[type] !== undefined) throw invalid('it has a field of its own')
}

function entriesOf(document: ExtensionDocument): Entry[] {
  const { kemKey, contact, software, endpoint, country, unknown } = document
  for (const entry of unknown) checkUnknown(entry)
  const entries: Entry[] = [...unknown]
  if (kemKey !== undefined) entries.push({ type: TYPE.kemKey, bytes: hexToBytes(kemKey) })
  if (contact !== undefined) entries.push(packText(TYPE.contact, contact))
  if (software !== undefined) entries.push(packText(TYPE.software, software))
  if (endpoint !== undefined) entries.push(packEndpoint(endpoint))
  if (country !== undefined) entries.push(packText(TYPE.country, country))
  return entries.sort((a, b) => a.type - b.type)
}

/**
 * Encodes a document as `application/vnd.muster.extension.v1`.
 *
 * @throws VerifyParameterError if a port, priority or unknown type is out of range
 * @throws IpInvalidError, HexInvalidError
 * @throws the errors of `decodeExtension`, which reads the bytes before they are returned
 */
export function encodeExtension(document: ExtensionDocument): Uint8Array {
  const header = new Uint8Array(HEADER_BYTES)
  writeUint(header, 0, 4, MAGIC)
  header[4] = FORMAT_VERSION
  const entries = entriesOf(document).map(({ type, bytes }) => {
    checkSize(type, bytes.length)
    if (bytes.length > EXTENSION_BYTES_MAX)
      throw new ExtensionLengthError({ length: bytes.length, reason: `it may have ${EXTENSION_BYTES_MAX}` })
    const head = new Uint8Array(ENTRY_HEAD_BYTES)
    writeUint(head, 0, 2, type)
    writeUint(head, 2, 2, bytes.length)
    return concat([head, bytes])
  })
  const bytes = concat([header, ...entries])
  decodeExtension(bytes)
  return bytes
}
