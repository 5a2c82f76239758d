import { concat } from '../../../shared/bytes.ts'
import type { Random } from '../../model/createRandom.ts'
import type { Draw, Lens, Operators } from './operator.ts'

/** Maximum of bytes that one mutant adds. */
const ADDED_MAX = 64

/** Longest run of bytes that is overwritten. */
const RUN_MAX = 32

const BYTE = 256

export const randomBytes = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.below(BYTE))

const flipBit = (random: Random, bytes: Uint8Array): Uint8Array => {
  const position = random.below(bytes.length)
  return bytes.with(position, (bytes[position] as number) ^ (1 << random.below(8)))
}

const overwriteRun = (random: Random, bytes: Uint8Array): Uint8Array => {
  const changed = bytes.slice()
  const length = 1 + random.below(Math.min(RUN_MAX, bytes.length))
  changed.set(randomBytes(random, length), random.below(bytes.length - length + 1))
  return changed
}

/** In front, at the end, or in the middle. */
const cutOut = (random: Random, bytes: Uint8Array): Uint8Array => {
  const length = 1 + random.below(bytes.length)
  const from = random.pick([0, bytes.length - length, random.below(bytes.length - length + 1)])
  return concat([bytes.subarray(0, from), bytes.subarray(from + length)])
}

const insert = (random: Random, bytes: Uint8Array): Uint8Array => {
  const from = random.pick([0, bytes.length, random.below(bytes.length + 1)])
  const length = 1 + random.below(ADDED_MAX)
  const added = random.chance(0.5) ? randomBytes(random, length) : new Uint8Array(length)
  return concat([bytes.subarray(0, from), added, bytes.subarray(from)])
}

/** All changes to any bytes. */
export const bytesOperators = (lens: Lens<Uint8Array>): Operators => {
  const change = (how: (random: Random, bytes: Uint8Array) => Uint8Array) => (draw: Draw) => {
    const bytes = lens.read(draw.of.answers, draw)
    return bytes.length === 0 ? null : lens.write(how(draw.random, bytes), draw)
  }
  return {
    flip: change(flipBit),
    set: change(overwriteRun),
    zero: change((_, bytes) => new Uint8Array(bytes.length)),
    cut: change(cutOut),
    extend: change(insert),
  }
}
