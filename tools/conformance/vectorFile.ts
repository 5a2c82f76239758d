import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Hex, isLowerHex } from '../../shared/bytes.ts'
import { isObject } from '../../shared/isObject.ts'
import { VectorFileInvalidError } from './errors.ts'

/** The engine holds texts of at most 512 MB. Vector files are far smaller. */
const VECTOR_FILE_BYTES_MAX = 268_435_456

/** Characters of a case's own name, in messages. */
const CASE_NAME_LENGTH_MAX = 80

/** One JSON object of a vector file, read key by key. Errors name file, case and key. */
export type VectorObject = {
  /** Position, for messages: "case 3". */
  readonly at: string
  has(key: string): boolean
  text(key: string): string
  hex(key: string, byteLength?: number): Hex
  /** A whole number from 0 to `max`. */
  integer(key: string, max: number): number
  /** A decimal string. */
  bigint(key: string): bigint
  object(key: string): VectorObject
  objects(key: string): VectorObject[]
  /** The raw JSON value. */
  raw(key: string): unknown
}

function vectorObject(file: string, at: string, value: unknown): VectorObject {
  const wrong = (reason: string) => new VectorFileInvalidError({ file, reason: `${at} ${reason}` })
  if (!isObject(value)) throw wrong('is not an object')
  const raw = (key: string): unknown => {
    if (Object.hasOwn(value, key)) return value[key]
    throw wrong(`has no "${key}"`)
  }
  return {
    at,
    raw,
    has: (key) => Object.hasOwn(value, key),
    text(key) {
      const text = raw(key)
      if (typeof text !== 'string') throw wrong(`has a "${key}" that is not a text`)
      return text
    },
    hex(key, byteLength) {
      const hex = raw(key)
      if (!isLowerHex(hex, byteLength))
        throw wrong(
          `has a "${key}" that is not ${byteLength === undefined ? '' : `${byteLength} bytes of `}lower-case hex`,
        )
      return hex
    },
    integer(key, max) {
      const number = raw(key)
      if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number > max)
        throw wrong(`has a "${key}" that is not a whole number from 0 to ${max}`)
      return number
    },
    bigint(key) {
      const text = raw(key)
      if (typeof text !== 'string' || !/^(?:0|[1-9]\d{0,77})$/.test(text))
        throw wrong(`has a "${key}" that is not a decimal string`)
      return BigInt(text)
    },
    object: (key) => vectorObject(file, `${at}, ${key}`, raw(key)),
    objects(key) {
      const list = raw(key)
      if (!Array.isArray(list)) throw wrong(`has a "${key}" that is not a list`)
      return list.map((item, i) => vectorObject(file, at === '' ? caseName(key, i, item) : `${at}, ${key} ${i}`, item))
    },
  }
}

/** Returns "records 3", with the case's own name if it has one. Counts from 0, as in the JSON. */
function caseName(key: string, i: number, item: unknown): string {
  const { name } = isObject(item) ? item : { name: undefined }
  return typeof name === 'string' ? `${key} ${i} ("${name.slice(0, CASE_NAME_LENGTH_MAX)}")` : `${key} ${i}`
}

/** @throws VectorFileInvalidError if the file cannot be read, is too large, is not JSON, or is not an object */
export async function readVectorFile(path: string): Promise<VectorObject> {
  const file = basename(path)
  let text: string
  try {
    const { size } = await stat(path)
    if (size > VECTOR_FILE_BYTES_MAX)
      throw new VectorFileInvalidError({ file, reason: `it has ${size} bytes, more than ${VECTOR_FILE_BYTES_MAX}` })
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof VectorFileInvalidError) throw cause
    throw new VectorFileInvalidError({ file, reason: 'it cannot be read', cause })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new VectorFileInvalidError({ file, reason: 'it is not JSON', cause })
  }
  if (!isObject(value)) throw new VectorFileInvalidError({ file, reason: 'it is not a JSON object' })
  return vectorObject(file, '', value)
}
