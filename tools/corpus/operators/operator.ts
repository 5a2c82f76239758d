import type { Random } from '../../model/createRandom.ts'
import type { Answers, Ask } from '../world/answers.ts'
import type { Epoch, World } from '../world/createWorld.ts'

/** State of the client: without an accepted epoch, or after the true answers of this epoch. */
export type Start = 'first' | 'returning'

/** Material of a mutant. */
export type Draw = {
  readonly world: World
  /** Index of the due epoch of the world. */
  readonly at: number
  readonly of: Epoch
  readonly start: Start
  readonly random: Random
}

/** Other answers, or `null` if the operator finds no place to change. */
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
  /** Request of the client; the list by default. */
  readonly ask?: Ask
}

/** One part of the answers, to be read and to be replaced. */
export type Lens<T> = {
  readonly read: (answers: Required<Answers>, draw: Draw) => T
  readonly write: (part: T, draw: Draw) => Answers
}
