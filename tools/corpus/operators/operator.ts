import type { Random } from '../../model/createRandom.ts'
import type { Answers, Ask } from '../world/answers.ts'
import type { Epoch, World } from '../world/createWorld.ts'

/** Who asks: a client that never accepted anything, or one that has accepted the true answers of this epoch. */
export type Start = 'first' | 'returning'

/** What a mutant is made from. */
export type Draw = {
  readonly world: World
  /** Which of the world's epochs is due. */
  readonly at: number
  readonly of: Epoch
  readonly start: Start
  readonly random: Random
}

/** Other answers, or `null` where the operator has nothing to work on. */
export type Operator = (draw: Draw) => Answers | null

/** Columns of the printed table. Each artifact has those that make sense for it. */
export const OPERATORS = [
  'flip',
  'set',
  'zero',
  'cut',
  'extend',
  'drop',
  'double',
  'swap',
  'reorder',
  'encode',
  'other depth',
  'other chain',
  'other registry',
  'older',
  'newer',
  'forge',
] as const

export type OperatorName = (typeof OPERATORS)[number]

export type Operators = Partial<Record<OperatorName, Operator>>

/** A part of what a server sends: a row of the table. */
export type Artifact = {
  readonly name: string
  readonly operators: Operators
  /** What a client asks for; the list, where it is not said. */
  readonly ask?: Ask
}

/** One part of the answers, to be read and to be written back as something else. */
export type Lens<T> = {
  readonly read: (answers: Required<Answers>, draw: Draw) => T
  readonly write: (part: T, draw: Draw) => Answers
}
