import { concat } from '../bytes.ts'
import { RlpInvalidError } from '../list/errors.ts'

/** One item of an RLP list. Both arrays are views into the bytes that were read. */
export type RlpItem = {
  kind: 'string' | 'list'
  /** The item's content, without its prefix. */
  payload: Uint8Array
  /** The whole item, prefix included. */
  raw: Uint8Array
}

/** A string, or a list of strings and lists. */
export type RlpInput = Uint8Array | readonly RlpInput[]

/** A length that needs more bytes is greater than any input here. */
const LENGTH_BYTES_MAX = 4

/** Reads the item that begins at `offset`. Accepts canonical items only: shortest prefix, shortest length, complete. */
function readItem(bytes: Uint8Array, offset: number): RlpItem {
  const first = bytes[offset]
  if (first === undefined) throw new RlpInvalidError({ reason: 'an item is missing' })
  if (first < 0x80) {
    const raw = bytes.subarray(offset, offset + 1)
    return { kind: 'string', payload: raw, raw }
  }
  const kind = first < 0xc0 ? 'string' : 'list'
  const short = first - (kind === 'string' ? 0x80 : 0xc0)
  let start = offset + 1
  let length = short
  if (short > 55) {
    const lengthBytes = short - 55
    length = readLength(bytes, start, lengthBytes)
    start += lengthBytes
  }
  if (start + length > bytes.length) throw new RlpInvalidError({ reason: 'an item is cut off' })
  const payload = bytes.subarray(start, start + length)
  if (kind === 'string' && length === 1 && (payload[0] as number) < 0x80)
    throw new RlpInvalidError({ reason: 'a single byte below 0x80 stands for itself' })
  return { kind, payload, raw: bytes.subarray(offset, start + length) }
}

function readLength(bytes: Uint8Array, start: number, lengthBytes: number): number {
  if (lengthBytes > LENGTH_BYTES_MAX) throw new RlpInvalidError({ reason: 'a length is too great' })
  if (start + lengthBytes > bytes.length) throw new RlpInvalidError({ reason: 'a length is cut off' })
  let length = 0
  for (let i = 0; i < lengthBytes; i++) length = length * 256 + (bytes[start + i] as number)
  if (bytes[start] === 0 || length <= 55) throw new RlpInvalidError({ reason: 'a length is not in its shortest form' })
  return length
}

/**
 * Reads the one item that `bytes` consist of.
 *
 * @throws RlpInvalidError if the encoding is not canonical, or if bytes follow the item
 */
export function decodeRlpItem(bytes: Uint8Array): RlpItem {
  const item = readItem(bytes, 0)
  if (item.raw.length !== bytes.length) throw new RlpInvalidError({ reason: 'bytes follow the item' })
  return item
}

/**
 * Reads the items of the one list that `bytes` consist of. Inner lists stay closed: call it again with their `raw`.
 *
 * @param itemsMax the most items accepted
 * @throws RlpInvalidError if the encoding is not canonical, `bytes` are not a list, or the list has more items
 */
export function decodeRlpList(bytes: Uint8Array, itemsMax: number): RlpItem[] {
  const list = decodeRlpItem(bytes)
  if (list.kind !== 'list') throw new RlpInvalidError({ reason: 'a list was expected' })
  const items: RlpItem[] = []
  let offset = 0
  while (offset < list.payload.length) {
    if (items.length === itemsMax) throw new RlpInvalidError({ reason: `a list has more than ${itemsMax} items` })
    const item = readItem(list.payload, offset)
    items.push(item)
    offset += item.raw.length
  }
  return items
}

/**
 * Reads the unsigned integer in a string item.
 *
 * @throws RlpInvalidError if the item is a list, has leading zeros, or has more than `bytesMax` bytes
 */
export function rlpUint(item: RlpItem, bytesMax: number): bigint {
  if (item.kind !== 'string') throw new RlpInvalidError({ reason: 'an integer was expected, not a list' })
  if (item.payload.length > bytesMax)
    throw new RlpInvalidError({ reason: `an integer has more than ${bytesMax} bytes` })
  if (item.payload[0] === 0) throw new RlpInvalidError({ reason: 'an integer has leading zeros' })
  let value = 0n
  for (const byte of item.payload) value = (value << 8n) | BigInt(byte)
  return value
}

/**
 * Returns the bytes of a string item of a fixed length.
 *
 * @throws RlpInvalidError if the item is a list or has another length
 */
export function rlpFixed(item: RlpItem, byteLength: number): Uint8Array {
  if (item.kind !== 'string' || item.payload.length !== byteLength)
    throw new RlpInvalidError({ reason: `a string of ${byteLength} bytes was expected` })
  return item.payload
}

function encodePrefix(length: number, offset: number): Uint8Array {
  if (length <= 55) return Uint8Array.of(offset + length)
  const lengthBytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes.unshift(rest % 256)
  return Uint8Array.of(offset + 55 + lengthBytes.length, ...lengthBytes)
}

/** Encodes a string, or nested lists of strings, as canonical RLP. */
export function encodeRlp(input: RlpInput): Uint8Array {
  if (input instanceof Uint8Array) {
    if (input.length === 1 && (input[0] as number) < 0x80) return input.slice()
    return concat([encodePrefix(input.length, 0x80), input])
  }
  const payload = concat(input.map(encodeRlp))
  return concat([encodePrefix(payload.length, 0xc0), payload])
}
