import type { Draw, Lens, Operator } from '../operators/operator.ts'
import type { Answers } from '../world/answers.ts'

/** An epoch proof as JSON has it. */
export type ProofJson = Readonly<Record<string, unknown>>

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const textOf = (answers: Required<Answers>): string => new TextDecoder().decode(answers.proof)

export const proofOf = (answers: Required<Answers>): ProofJson => JSON.parse(textOf(answers)) as ProofJson

export const withText = (draw: Draw, text: string): Answers => ({ ...draw.of.answers, proof: utf8(text) })

export const withProof = (draw: Draw, proof: ProofJson): Answers => withText(draw, JSON.stringify(proof))

export const withField = (draw: Draw, key: string, value: unknown): Answers =>
  withProof(draw, { ...proofOf(draw.of.answers), [key]: value })

/** The value of one key, as it stands in the JSON. */
export const fieldLens = <T>(key: string): Lens<T> => ({
  read: (answers) => proofOf(answers)[key] as T,
  write: (value, draw) => withField(draw, key, value),
})

/** JSON types that the format does not allow in this place. */
const WRONG_VALUES: readonly unknown[] = [null, true, 0, 1, '', '0x', '0', 'x', [], {}, [[]], ['0x'], { 0: '0x00' }]

/** Other spellings of a text that the format forbids, so that a proof has only one form. */
const textForms = (text: string): readonly unknown[] => [
  ...WRONG_VALUES,
  [text],
  { toString: text },
  ` ${text}`,
  `${text} `,
  `${text}\n`,
  `${text}\u0000`,
]

export const hexForms = (hex: string): readonly unknown[] => [
  ...textForms(hex),
  `0x${hex.slice(2).toUpperCase()}`,
  `0X${hex.slice(2)}`,
  hex.slice(2),
  hex.slice(0, -1),
  `${hex}0`,
  `0x0${hex.slice(2)}`,
  `${hex.slice(0, 6)}_${hex.slice(6)}`,
  `${hex.slice(0, 6)}g${hex.slice(7)}`,
]

export const integerForms = (text: string): readonly unknown[] => [
  ...textForms(text),
  `0${text}`,
  `+${text}`,
  `-${text}`,
  `${text}.0`,
  `${text}e0`,
  `${text}n`,
  `${text}_0`,
  `0x${BigInt(text).toString(16)}`,
  Number(text),
  Number(text) + 0.5,
]

/** A key or a value with one character written as an escape: the same to JSON.parse, another text. */
export const escapeOne = (text: string, value: string): string => {
  const [first = '', ...rest] = value
  const escaped = `\\u${first.charCodeAt(0).toString(16).padStart(4, '0')}${rest.join('')}`
  return text.replace(`"${value}"`, `"${escaped}"`)
}

/** One of several forms of the value of a key, or an escape in it. */
export const encodeField =
  (key: string, formsOf: (value: string) => readonly unknown[]): Operator =>
  (draw) => {
    const value = proofOf(draw.of.answers)[key] as string
    const forms = formsOf(value)
    const i = draw.random.below(forms.length + 1)
    return i < forms.length ? withField(draw, key, forms[i]) : withText(draw, escapeOne(textOf(draw.of.answers), value))
  }

/** The key left out, doubled, or with the value of another key. */
export const keyOperators = (key: string): { drop: Operator; double: Operator; swap: Operator } => ({
  drop: (draw) => {
    const { [key]: _dropped, ...rest } = proofOf(draw.of.answers)
    const renamed = draw.random.pick([`${key} `, key.toUpperCase(), `_${key}`, '__proto__', ''])
    return withProof(draw, draw.random.chance(0.3) ? rest : { ...rest, [renamed]: _dropped })
  },
  double: (draw) => {
    const text = textOf(draw.of.answers)
    // JSON.parse takes the second one. Either may be the true one.
    const other = draw.random.pick(draw.world.otherRegistry)
    const value = JSON.stringify(proofOf(draw.random.chance(0.3) ? draw.of.answers : other.answers)[key])
    return withText(
      draw,
      draw.random.chance(0.5) ? `{"${key}":${value},${text.slice(1)}` : `${text.slice(0, -1)},"${key}":${value}}`,
    )
  },
  swap: (draw) => {
    const proof = proofOf(draw.of.answers)
    const other = draw.random.pick(Object.keys(proof))
    return withProof(draw, { ...proof, [key]: proof[other], [other]: proof[key] })
  },
})
