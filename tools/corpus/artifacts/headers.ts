import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, concat, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { randomBytes } from '../operators/bytesOperators.ts'
import type { Artifact, Draw, Lens, Operator, Operators } from '../operators/operator.ts'
import { sequenceOperators } from '../operators/sequenceOperators.ts'
import { keccakHex, relinkChild } from './forgery.ts'
import { hexLens, hexOperators } from './proofFields.ts'
import { hexForms, proofOf, withField, withProof } from './proofJson.ts'

type Key = 'anchorHeader' | 'childHeader'

/** Longest field that replaces another. */
const FIELD_BYTES = 32

/** Fields of a header, to be dropped, doubled, swapped and reordered. The RLP stays canonical. */
const fieldsLens = (key: Key): Lens<readonly Uint8Array[]> => ({
  read: (answers, draw) => RLP.decode(hexLens(key).read(answers, draw)) as Uint8Array[],
  write: (fields, draw) => hexLens(key).write(RLP.encode([...fields]), draw),
})

/** A list's payload behind a prefix that is not the shortest, or behind a wrong one. */
const rlpForms = (header: Uint8Array): readonly Uint8Array[] => {
  const payload = header.subarray(3)
  const [high = 0, low = 0] = [payload.length >> 8, payload.length & 0xff]
  return [
    concat([Uint8Array.of(0xfa, 0, high, low), payload]),
    concat([Uint8Array.of(0xfb, 0, 0, high, low), payload]),
    concat([Uint8Array.of(0xff, 0, 0, 0, 0, 0, 0, high, low), payload]),
    concat([Uint8Array.of(0xb9, high, low), payload]),
    concat([Uint8Array.of(0xf8, low), payload]),
    concat([Uint8Array.of(0xf9, high, low + 1), payload]),
    concat([Uint8Array.of(0xfb, 0x7f, 0xff, 0xff, 0xff), payload]),
    RLP.encode([header]),
    RLP.encode(header),
  ]
}

/** Fields of fixed or bounded length, and other forms of their values. */
const fieldForms = (fields: readonly Uint8Array[], draw: Draw): unknown[] => {
  const { random } = draw
  const number = random.pick([8, 11])
  const hash = random.pick([0, 3])
  const value = fields[number] as Uint8Array
  return [
    fields.with(number, concat([Uint8Array.of(0), value])),
    fields.with(number, concat([Uint8Array.of(1), new Uint8Array(8)])),
    fields.with(number, [value] as never),
    fields.with(hash, (fields[hash] as Uint8Array).subarray(1)),
    fields.with(hash, concat([Uint8Array.of(0), fields[hash] as Uint8Array])),
    fields.with(hash, [] as never),
  ]
}

const encodeHeader = (key: Key): Operator => {
  const asHex = (draw: Draw) =>
    withField(draw, key, draw.random.pick(hexForms(proofOf(draw.of.answers)[key] as string)))
  return (draw) => {
    const header = hexLens(key).read(draw.of.answers, draw)
    const how = draw.random.below(3)
    if (how === 0) return asHex(draw)
    if (how === 1) return hexLens(key).write(draw.random.pick(rlpForms(header)), draw)
    const fields = fieldsLens(key).read(draw.of.answers, draw)
    return hexLens(key).write(RLP.encode(draw.random.pick(fieldForms(fields, draw)) as never), draw)
  }
}

/** Changes one field of the header and all that follows from it: the child names the anchor as its parent. */
const forgeField =
  (key: Key): Operator =>
  (draw) => {
    const { random } = draw
    const fields = [...fieldsLens(key).read(draw.of.answers, draw)]
    const at = random.chance(0.5) ? random.pick([0, 3, 8, 11]) : random.below(fields.length)
    const old = fields[at] as Uint8Array
    const other = randomBytes(random, random.chance(0.8) ? old.length : random.below(FIELD_BYTES))
    // A number that begins with zero would be refused for its form alone.
    if (other.length > 0 && old.length <= 8) other[0] = (other[0] as number) | 1
    const header = RLP.encode(fields.with(at, other))
    const proof = proofOf(draw.of.answers)
    const changed = { ...proof, [key]: bytesToHex(header) }
    if (key === 'childHeader') return withProof(draw, changed)
    return withProof(draw, relinkChild(changed, keccakHex(hexToBytes(proof['anchorHeader'] as Hex))))
  }

const headerOperators = (key: Key): Operators => ({
  ...hexOperators(key),
  ...sequenceOperators(fieldsLens(key)),
  encode: encodeHeader(key),
  forge: forgeField(key),
})

export const headers: readonly Artifact[] = [
  { name: 'anchor header', operators: headerOperators('anchorHeader') },
  { name: 'child header', operators: headerOperators('childHeader') },
]
