import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { UINT64_MAX } from '../../../shared/uint.ts'
import { bytesOperators } from '../operators/bytesOperators.ts'
import { foreignOperators } from '../operators/foreignOperators.ts'
import type { Artifact, Draw, Lens, Operators } from '../operators/operator.ts'
import { encodeField, fieldLens, hexForms, integerForms, keyOperators, proofOf, withField } from './proofJson.ts'

const U64_BITS = 64

/** The bytes of a value in hex. */
export const hexLens = (key: string): Lens<Uint8Array> => ({
  read: (answers) => hexToBytes(proofOf(answers)[key] as Hex),
  write: (bytes, draw) => withField(draw, key, bytesToHex(bytes)),
})

/** All changes to a key whose value is hex. */
export const hexOperators = (key: string): Operators => ({
  ...bytesOperators(hexLens(key)),
  ...keyOperators(key),
  ...foreignOperators(fieldLens<string>(key)),
  encode: encodeField(key, hexForms),
})

const integerOperators = (key: string): Operators => {
  const change = (how: (value: bigint, text: string, draw: Draw) => unknown) => (draw: Draw) => {
    const text = proofOf(draw.of.answers)[key] as string
    return withField(draw, key, String(how(BigInt(text), text, draw)))
  }
  return {
    ...keyOperators(key),
    ...foreignOperators(fieldLens<string>(key)),
    flip: change((value, _, { random }) => value ^ (1n << BigInt(random.below(U64_BITS)))),
    set: change((value, _, { random }) => {
      const near = 1n + (random.chance(0.5) ? 0n : random.amount(100n))
      return random.pick([value + near, value - near, random.amount(UINT64_MAX), value + (1n << 64n)])
    }),
    zero: change(() => 0n),
    cut: change((_, text, { random }) => {
      const from = random.below(text.length)
      return text.slice(0, from) + text.slice(from + 1 + random.below(text.length - from))
    }),
    extend: change((_, text, { random }) => {
      const from = random.below(text.length + 1)
      return text.slice(0, from) + String(random.below(1_000)) + text.slice(from)
    }),
    encode: encodeField(key, integerForms),
  }
}

export const proofFields: readonly Artifact[] = [
  ...['chainId', 'epoch'].map((key) => ({ name: `proof: ${key}`, operators: integerOperators(key) })),
  ...['registry', 'root'].map((key) => ({ name: `proof: ${key}`, operators: hexOperators(key) })),
]
