import { createHash } from 'node:crypto'
import { CursorInvalidError } from '../errors.ts'
import { CURSOR_LENGTH_MAX } from '../limits.ts'
import type { Position, ServiceNodeFilter, ServiceNodeOrder } from '../queries/serviceNodePage.ts'

/** What a cursor says: which walk it belongs to, at which block, and where in it. */
export type Cursor = {
  /** Digest of filter and order. */
  walk: string
  blockNumber: bigint
  /** The first 16 hex digits of the block's hash: enough to notice a reorganisation. */
  blockHashStart: string
  position: Position
}

const VERSION = '1'
const WALK = /^[\w-]{11}$/
const NUMBER = /^(?:-1|0|[1-9]\d{0,77})$/
const HASH_START = /^[0-9a-f]{16}$/

/** The opaque text of a cursor. */
export function encodeCursor({ walk, blockNumber, blockHashStart, position }: Cursor): string {
  const text = [VERSION, walk, blockNumber, blockHashStart, position.value, position.id].join('.')
  return Buffer.from(text, 'latin1').toString('base64url')
}

/** @throws CursorInvalidError for anything that `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor {
  if (text.length > CURSOR_LENGTH_MAX || !/^[\w-]+$/.test(text)) throw new CursorInvalidError()
  const parts = Buffer.from(text, 'base64url').toString('latin1').split('.')
  const [version, walk, number, blockHashStart, value, id] = parts
  if (parts.length !== 6 || version !== VERSION || walk === undefined || !WALK.test(walk))
    throw new CursorInvalidError()
  if (blockHashStart === undefined || !HASH_START.test(blockHashStart)) throw new CursorInvalidError()
  return {
    walk,
    blockNumber: parseInt64(number),
    blockHashStart,
    position: { value: parseNumber(value), id: parseInt64(id) },
  }
}

/** Digest of what must stay the same while paging. */
export function walkOf(filter: ServiceNodeFilter, order: ServiceNodeOrder): string {
  const canonical = JSON.stringify([
    filter.status === undefined ? null : [...new Set(filter.status)].sort(),
    filter.operator?.toString('hex') ?? null,
    filter.owner?.toString('hex') ?? null,
    filter.identityProofValid ?? null,
    order.field,
    order.direction,
  ])
  return createHash('sha256').update(canonical).digest('base64url').slice(0, 11)
}

function parseNumber(text: string | undefined): bigint {
  if (text === undefined || !NUMBER.test(text)) throw new CursorInvalidError()
  return BigInt(text)
}

/** A number that Postgres takes as bigint. */
function parseInt64(text: string | undefined): bigint {
  const value = parseNumber(text)
  if (value < 0n || value !== BigInt.asIntN(64, value)) throw new CursorInvalidError()
  return value
}
