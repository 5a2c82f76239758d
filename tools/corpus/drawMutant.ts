import { createRandom } from '../model/createRandom.ts'
import { artifacts } from './artifacts/artifacts.ts'
import { meaningOf } from './meaningOf.ts'
import type { OperatorName, Start } from './operators/operator.ts'
import { type Answers, type Ask, servedFor } from './world/answers.ts'
import type { World } from './world/createWorld.ts'

/** Name of a mutant: the seed makes the world, the rest makes the mutant in it. */
export type MutantId = {
  readonly seed: string
  readonly artifact: string
  readonly operator: OperatorName
  readonly draw: number
}

export type Mutant = {
  readonly id: MutantId
  /** Index of the due epoch of the world. */
  readonly at: number
  readonly start: Start
  readonly ask: Ask
  readonly answers: Answers
  /** See `meaningOf`. */
  readonly meaning: string
}

/**
 * Returns the mutant of this name, or `null` if the draw has no place to change or keeps the meaning of the true
 * answers.
 */
export const drawMutant = (world: World, id: MutantId): Mutant | null => {
  const artifact = artifacts.find(({ name }) => name === id.artifact)
  const operator = artifact?.operators[id.operator]
  if (artifact === undefined || operator === undefined)
    throw new Error(`There is no "${id.operator}" of "${id.artifact}".`)
  const random = createRandom(`${id.seed}|${id.artifact}|${id.operator}|${id.draw}`)
  const at = random.pick(world.tampered)
  const start = random.pick(['first', 'returning'] as const)
  const of = world.epochs[at]
  if (of === undefined) throw new Error(`The world has no epoch ${at}.`)
  const { ask = 'list' } = artifact
  const tampered = operator({ world, at, of, start, random })
  if (tampered === null) return null
  const answers = servedFor(ask, tampered)
  const meaning = meaningOf(answers)
  return meaning === meaningOf(servedFor(ask, of.answers)) ? null : { id, at, start, ask, answers, meaning }
}
