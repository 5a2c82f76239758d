import { RangeNotSatisfiableError } from '../errors.ts'

/** Bytes `start` to `end`, both inclusive. */
export type ByteRange = { start: number; end: number }

/** One range only: several would need multipart answers, which no client of lists asks for. */
const ONE_RANGE = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/

/**
 * The one range a Range header asks for, or undefined where the whole is to be sent (no header, or one that may be
 * ignored: another unit, several ranges, start after end).
 *
 * @throws RangeNotSatisfiableError where the range lies beyond the end.
 */
export function parseRange(header: string | undefined, length: number): ByteRange | undefined {
  const match = header === undefined ? null : ONE_RANGE.exec(header.replace(/\s/g, ''))
  if (match === null) return undefined
  const [, first, last, suffix] = match
  if (suffix !== undefined) {
    if (Number(suffix) === 0 || length === 0) throw new RangeNotSatisfiableError({ length })
    return { start: Math.max(0, length - Number(suffix)), end: length - 1 }
  }
  const start = Number(first)
  const end = last === undefined || last === '' ? length - 1 : Number(last)
  if (last !== '' && end < start) return undefined
  if (start >= length) throw new RangeNotSatisfiableError({ length })
  return { start, end: Math.min(end, length - 1) }
}
