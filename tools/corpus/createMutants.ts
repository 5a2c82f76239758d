import { createHash } from 'node:crypto'
import { artifacts } from './artifacts/artifacts.ts'
import { drawMutant, type Mutant } from './drawMutant.ts'
import type { OperatorName } from './operators/operator.ts'
import type { World } from './world/createWorld.ts'

/** Draws in a row without a new mutant, after which an operator of an artifact counts as exhausted. */
const FRUITLESS_DRAWS_MAX = 60

type Cell = { readonly artifact: string; readonly operator: OperatorName; draw: number; fruitless: number }

/**
 * Creates distinct mutants, none of which means the same as the true answers. Artifacts take turns, and so do the
 * operators of each. It ends when all are exhausted, which takes a small world and a large number.
 */
export function* createMutants(world: World): Generator<Mutant> {
  const seen = new Set<string>()
  const queues: Cell[][] = artifacts.map(({ name, operators }) =>
    Object.keys(operators).map((operator) => ({
      artifact: name,
      operator: operator as OperatorName,
      draw: 0,
      fruitless: 0,
    })),
  )

  /** Returns the next mutant of one operator; `null` if this draw gave none. */
  const next = (cell: Cell): Mutant | null => {
    const { artifact, operator } = cell
    const mutant = drawMutant(world, { seed: world.seed, artifact, operator, draw: cell.draw++ })
    const key =
      mutant &&
      createHash('sha1').update(`${mutant.at} ${mutant.start} ${mutant.ask}\n`).update(mutant.meaning).digest('base64')
    if (key === null || seen.has(key)) {
      cell.fruitless++
      return null
    }
    cell.fruitless = 0
    seen.add(key)
    return mutant
  }

  const nextOf = (queue: Cell[]): Mutant | null => {
    for (let cell = queue.shift(); cell !== undefined; cell = queue.shift()) {
      for (let mutant = next(cell); cell.fruitless < FRUITLESS_DRAWS_MAX; mutant = next(cell)) {
        if (mutant === null) continue
        queue.push(cell)
        return mutant
      }
    }
    return null
  }

  for (let left = queues; left.length > 0; left = left.filter((queue) => queue.length > 0))
    for (const queue of left) {
      const mutant = nextOf(queue)
      if (mutant !== null) yield mutant
    }
}
