import { concat } from '../../../shared/bytes.ts'
import type { Lens } from '../operators/operator.ts'

/** Some bytes of an artifact, from the beginning or from the end. Replacements may have another length. */
export const partLens = (kind: 'delta' | 'leaf', from: number, to?: number): Lens<Uint8Array> => ({
  read: (answers) => answers[kind].slice(from, to),
  write: (part, draw) => {
    const whole = draw.of.answers[kind]
    const rest = to === undefined ? new Uint8Array(0) : whole.subarray(to)
    return { ...draw.of.answers, [kind]: concat([whole.subarray(0, from), part, rest]) }
  },
})

/** The bytes of a part as items of one size. */
export const itemsLens = (part: Lens<Uint8Array>, size: number): Lens<readonly Uint8Array[]> => ({
  read: (answers, draw) => {
    const bytes = part.read(answers, draw)
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
  },
  write: (items, draw) => part.write(concat(items), draw),
})
