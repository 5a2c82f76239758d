import { createRandom } from '../model/createRandom.ts'
import { artifacts } from './artifacts/artifacts.ts'
import { meaningOf } from './meaningOf.ts'
import type { OperatorName, Start } from './operators/operator.ts'
import { type Answers, type Ask, servedFor } from './world/answers.ts'
import type { World } from './world/createWorld.ts'

/** Names a mutant: the seed makes the world, the rest the mutant in it. */
export type MutantId = {
  readonly seed: string
  readonly artifact: string
  readonly operator: OperatorName
  readonly draw: number
}

export type Mutant = {
  readonly id: MutantId
  /** Which of the world's epochs is due. */
  readonly at: number
  readonly start: Start
  readonly ask: Ask
  readonly answers: Answers
  /** See `meaningOf`. */
  readonly meaning: string
}

/** The mutant of this name, or `null` when the draw has nothing to work on or means what the true answers mean. */
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
