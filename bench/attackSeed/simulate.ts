import type { Row } from './rows.ts'
import { createTrial, type Settings } from './trial.ts'

/** Result of a row over all trials. */
export type Result = {
  readonly row: Row
  readonly trials: number
  readonly hits: number
  readonly otherSeeds: number
  readonly tried: number
}

/** Plays every row on the same networks and rounds. Rows that change nothing have the same result. */
export function simulate(args: { settings: Settings; rows: readonly Row[]; trials: number }): Result[] {
  const { settings, rows, trials } = args
  const results = rows.map((row) => ({ row, trials: 0, hits: 0, otherSeeds: 0, tried: 0 }))
  for (let index = 0; index < trials; index++) {
    const trial = createTrial(settings, index)
    for (const result of results) {
      const { won, otherSeeds = 0, tried = 0 } = result.row.play(trial, settings)
      result.trials++
      result.hits += won ? 1 : 0
      result.otherSeeds += otherSeeds
      result.tried += tried
    }
  }
  return results
}
