import { bytesToHex } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { encodeField as encodeStrictly } from './encodeHeader.ts'
import { HeaderFormUnknownError } from './errors.ts'
import { HEADER_BYTES_MAX } from './header.ts'
import { HEADER_FAMILIES, type HeaderField, type HeaderForm, NOT_HEADER_FIELDS } from './headerFields.ts'
import { encodeRlp } from './rlp.ts'

/** Orders of fields that are tried for one header. Each costs a hash of some hundred bytes. */
const TRIES_MAX = 200

/** Bytes that are hashed for one header: some 100 ms. A false one can be long. */
const HASHED_BYTES_MAX = 1_048_576

/** Unknown fields that are looked at. A header with more of them is not one. */
const UNKNOWN_FIELDS_MAX = 16

/** Unknown fields that are tried in every order. */
const PERMUTED_MAX = 3

/** Longest name of an unknown field in an error. */
const NAME_LENGTH_MAX = 40

type RpcBlock = Record<string, unknown>

/** A header as bytes, and the fields in the order that gave its hash. */
export type FoundHeader = { readonly rlp: Uint8Array; readonly form: HeaderForm }

/**
 * Finds the fields and their order that make keccak256 of the header the block's `hash`. Tries the order given, the
 * known ones, those with the unknown fields of the JSON behind, in its order, and then those with at most three unknown
 * fields in every order and at every fork. An unknown field is tried as a quantity and as bytes. At most 200 tries.
 *
 * @param rpcBlock the `result` object as it came, with its hex strings
 * @param kept the order that the last header of the same endpoint had
 * @throws HeaderFormUnknownError if a first field is missing or malformed, or if no order gives the hash
 */
export function findHeader(rpcBlock: RpcBlock, kept?: HeaderForm): FoundHeader {
  const { hash: named } = rpcBlock
  const hash = typeof named === 'string' && /^0x[0-9a-fA-F]{64}$/.test(named) ? named.toLowerCase() : 'without hash'
  let tries = 0
  let hashed = 0
  for (const form of formsOf(rpcBlock, kept)) {
    if (tries >= TRIES_MAX || hashed >= HASHED_BYTES_MAX) break
    tries++
    const fields = encodeFields(form, rpcBlock)
    if (fields === null) continue
    const rlp = encodeRlp(fields)
    hashed += rlp.length
    if (bytesToHex(keccak256(rlp)) === hash) return { rlp, form }
  }
  throw new HeaderFormUnknownError({ hash, tries, ...explain(rpcBlock) })
}

/** All orders in which a header may be hashed, the likely ones first. Some cannot be encoded. */
function* formsOf(block: RpcBlock, kept: HeaderForm | undefined): Generator<HeaderForm, void, void> {
  if (kept !== undefined) yield kept
  const families = HEADER_FAMILIES.filter(({ base }) => encodeFields(base, block) !== null).map(({ base, forks }) => {
    const missing = forks.findIndex((fork) => encodeFields(fork, block) === null)
    return { base, forks: missing === -1 ? forks : forks.slice(0, missing) }
  })
  for (const { base, forks } of families)
    for (let length = forks.length; length >= 0; length--) yield [...base, ...forks.slice(0, length).flat()]
  const whole = families.map(({ base, forks }) => [...base, ...forks.flat()])
  for (const form of whole) {
    const unknown = unknownFields(block, form)
    if (unknown.length > 0) for (const chosen of variantsOf(unknown, block)) yield [...form, ...chosen]
  }
  for (const form of whole) yield* withUnknown(block, form, form.length)
  // A chain may have put its own field before those of later forks.
  for (const { base, forks } of families) {
    for (let length = forks.length - 1; length >= 0; length--) {
      const place = base.length + forks.slice(0, length).flat().length
      yield* withUnknown(block, [...base, ...forks.flat()], place)
    }
  }
}

/** The form with one to three unknown fields of the block at one place, in every order. */
function* withUnknown(block: RpcBlock, form: HeaderForm, place: number): Generator<HeaderForm, void, void> {
  const unknown = unknownFields(block, form)
  const sizes = Array.from({ length: Math.min(PERMUTED_MAX, unknown.length) }, (_, i) => i + 1)
  // Few unknown fields belong to the header, all of them. Of many, most do not.
  if (unknown.length <= PERMUTED_MAX) sizes.reverse()
  for (const size of sizes)
    for (const order of arrangements(unknown, size))
      for (const chosen of variantsOf(order, block)) yield [...form.slice(0, place), ...chosen, ...form.slice(place)]
}

/** Names of hex fields that are in none of the places of `form`, in the JSON's order. */
function unknownFields(block: RpcBlock, form: HeaderForm): string[] {
  const known = new Set(form.flatMap(({ name, aliases = [] }) => [name, ...aliases]))
  const unknown: string[] = []
  for (const name in block) {
    if (known.has(name) || NOT_HEADER_FIELDS.has(name)) continue
    if (encodeField({ name, form: 'quantity' }, block) === null) continue
    unknown.push(name)
    if (unknown.length === UNKNOWN_FIELDS_MAX) break
  }
  return unknown
}

/** All ordered choices of `size` items. */
function* arrangements<T>(items: readonly T[], size: number): Generator<T[], void, void> {
  if (size === 0) {
    yield []
    return
  }
  for (const [i, item] of items.entries())
    for (const rest of arrangements(items.toSpliced(i, 1), size - 1)) yield [item, ...rest]
}

/** The fields as quantities and as bytes, in all combinations that differ in bytes. */
function* variantsOf(names: readonly string[], block: RpcBlock): Generator<HeaderForm, void, void> {
  const [name, ...others] = names
  if (name === undefined) {
    yield []
    return
  }
  const text = block[name] as string
  // Only a number is written with half a byte, and both forms are the same bytes without zeros before them.
  const isNumber = text.length % 2 === 1
  const isSame = !text.startsWith('0x00')
  const forms = isNumber ? (['quantity'] as const) : isSame ? (['data'] as const) : (['data', 'quantity'] as const)
  for (const form of forms) for (const rest of variantsOf(others, block)) yield [{ name, form }, ...rest]
}

/** Null if a field is missing or malformed, or if all of them are more than a header may have. */
function encodeFields(form: HeaderForm, block: RpcBlock): Uint8Array[] | null {
  const fields: Uint8Array[] = []
  let bytes = 0
  for (const field of form) {
    const encoded = encodeField(field, block)
    if (encoded === null) return null
    bytes += encoded.length
    if (bytes > HEADER_BYTES_MAX) return null
    fields.push(encoded)
  }
  return fields
}

function encodeField(field: HeaderField, block: RpcBlock): Uint8Array | null {
  if (field.isLoose !== true) return encodeStrictly(field, block)
  const { name, aliases = [], form } = field
  const text = loosen(
    [name, ...aliases].map((key) => block[key]),
    form,
  )
  return text === undefined ? null : encodeStrictly(field, { [name]: text })
}

/** The value with 0x. A quantity without it is decimal. */
function loosen(values: readonly unknown[], form: HeaderField['form']): string | undefined {
  const value = values.find((one) => typeof one === 'string' || Number.isSafeInteger(one))
  if (value === undefined) return undefined
  const text = String(value)
  if (text.startsWith('0x')) return text
  if (form === 'data') return `0x${text}`
  return /^\d{1,20}$/.test(text) ? `0x${BigInt(text).toString(16)}` : undefined
}

/** Names what is to blame. The names in the JSON are the endpoint's, so only plain ones are shown. */
function explain(block: RpcBlock): { reason: string; fields: string[] } {
  const [ethereum] = HEADER_FAMILIES
  const missing = HEADER_FAMILIES.some(({ base }) => encodeFields(base, block) !== null)
    ? undefined
    : ethereum?.base.find((field) => encodeField(field, block) === null)
  if (missing !== undefined)
    return { reason: `its field ${missing.name} is missing or malformed`, fields: [missing.name] }
  const known = HEADER_FAMILIES.flatMap(({ base, forks }) => [...base, ...forks.flat()])
  const fields = unknownFields(block, known).map((name) => name.replace(/[^\w-]/g, '?').slice(0, NAME_LENGTH_MAX))
  const unknown = fields.length === 0 ? '' : `, with these that are unknown here: ${fields.join(', ')}`
  return { reason: `no order of its fields gives this hash${unknown}`, fields }
}
