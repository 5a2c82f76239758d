import type { Hex } from 'viem'
import { isLowerHex } from '../../../shared/bytes.ts'
import { printable } from '../../../shared/format/printable.ts'
import { FileMalformedError } from './errors.ts'
import { type OpenFile, readBoundedFile } from './readBoundedFile.ts'

/** Longest text of a field if no other length is given. */
const TEXT_LENGTH_MAX = 200

/** One object of a JSON file that has exactly the fields it must have. Each error names file and field. */
export type StrictObject = {
  /** A text of at most `lengthMax` characters. */
  readonly text: (field: string, lengthMax?: number) => string
  /** A list of at most `countMax` texts. */
  readonly texts: (field: string, countMax: number, lengthMax: number) => string[]
  readonly oneOf: <const T extends string>(field: string, values: readonly T[]) => T
  /** Lower-case hex of `bytes` bytes. */
  readonly hex: (field: string, bytes: number) => Hex
  /** A JSON number, whole, from `min` to `max`. */
  readonly integer: (field: string, min: number, max: number) => number
  /** A decimal string from 0 to `max`. JSON's numbers lose digits beyond 2^53. */
  readonly bigint: (field: string, max: bigint) => bigint
  readonly object: (field: string, fields: readonly string[]) => StrictObject
  readonly objects: (field: string, fields: readonly string[], countMax: number) => StrictObject[]
  /** Whether a field is `null`. */
  readonly isNull: (field: string) => boolean
  /** Makes the error for a field that is wrong. */
  readonly wrong: (field: string, reason: string) => FileMalformedError
}

/** First fields of every file: what it is, and the fields that follow. */
export type FileKind = { readonly format: string; readonly version: number; readonly fields: readonly string[] }

/** Readers of single fields. `raw` gives the parsed value. */
const fieldReaders = (raw: (field: string) => unknown, wrong: StrictObject['wrong']) =>
  ({
    text: (field, lengthMax = TEXT_LENGTH_MAX) => {
      const found = raw(field)
      if (typeof found !== 'string' || found.length > lengthMax) {
        throw wrong(field, `must be a text of at most ${lengthMax} characters`)
      }
      return found
    },
    texts: (field, countMax, lengthMax) => {
      const found = raw(field)
      if (!Array.isArray(found) || found.length > countMax) throw wrong(field, `must be a list of at most ${countMax}`)
      return found.map((item: unknown, index) => {
        if (typeof item === 'string' && item.length <= lengthMax) return item
        throw wrong(`${field}[${index}]`, `must be a text of at most ${lengthMax} characters`)
      })
    },
    oneOf: (field, values) => {
      const found = values.find((candidate) => candidate === raw(field))
      if (found === undefined) throw wrong(field, `must be one of ${values.join(', ')}`)
      return found
    },
    hex: (field, bytes) => {
      const found = raw(field)
      if (!isLowerHex(found, bytes)) throw wrong(field, `must be ${bytes} bytes of lower-case hex`)
      return found
    },
    integer: (field, min, max) => {
      const found = raw(field)
      if (typeof found !== 'number' || !Number.isInteger(found) || found < min || found > max) {
        throw wrong(field, `must be a whole number from ${min} to ${max}`)
      }
      return found
    },
    bigint: (field, max) => {
      const found = raw(field)
      if (typeof found !== 'string' || !/^(?:0|[1-9]\d{0,77})$/.test(found) || BigInt(found) > max) {
        throw wrong(field, `must be a decimal number in quotes, at most ${max}`)
      }
      return BigInt(found)
    },
    isNull: (field) => raw(field) === null,
  }) satisfies Partial<StrictObject>

/** @throws FileMalformedError if a field is missing or unknown */
const strictObject = (file: string, at: string, value: unknown, fields: readonly string[]): StrictObject => {
  const wrong = (field: string, reason: string) => new FileMalformedError({ file, reason: `"${at}${field}" ${reason}` })
  const where = at === '' ? 'the file' : `"${at.slice(0, -1)}"`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new FileMalformedError({ file, reason: `${where} is not a JSON object` })
  }
  const unknown = Object.keys(value).find((key) => !fields.includes(key))
  if (unknown !== undefined) throw wrong(printable(unknown.slice(0, TEXT_LENGTH_MAX)), 'is not a field of such a file')
  const raw = (field: string): unknown => {
    if (!Object.hasOwn(value, field)) throw wrong(field, 'is missing')
    return (value as Record<string, unknown>)[field]
  }
  for (const field of fields) raw(field)
  return {
    ...fieldReaders(raw, wrong),
    wrong,
    object: (field, inner) => strictObject(file, `${at}${field}.`, raw(field), inner),
    objects: (field, inner, countMax) => {
      const found = raw(field)
      if (!Array.isArray(found) || found.length > countMax) throw wrong(field, `must be a list of at most ${countMax}`)
      return found.map((item, index) => strictObject(file, `${at}${field}[${index}].`, item, inner))
    },
  }
}

/**
 * One JSON object of a known kind.
 *
 * @param kind its `format` and `version`, and the further fields it must have; it may have no others
 * @param check refuses the open file, as in `readBoundedFile`
 * @throws FileUnreadableError, FileTooLargeError, FileMalformedError
 */
export const readJsonFile = async (
  file: string,
  bytesMax: number,
  kind: FileKind,
  check: (file: OpenFile) => void = () => undefined,
): Promise<StrictObject> => {
  const bytes = await readBoundedFile(file, bytesMax, check)
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new FileMalformedError({ file, reason: 'it is not JSON', cause })
  }
  // The kind comes first: every field of another kind would be wrong.
  const { format, version } = (value ?? {}) as { format?: unknown; version?: unknown }
  if (format !== kind.format) throw new FileMalformedError({ file, reason: `it is not a ${kind.format} file` })
  if (version !== kind.version) {
    throw new FileMalformedError({ file, reason: `this program reads version ${kind.version} of ${kind.format} only` })
  }
  return strictObject(file, '', value, ['format', 'version', ...kind.fields])
}
