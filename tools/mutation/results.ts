import type { Tree } from '../campaign/readTree.ts'
import type { Verdict } from './judgeMutant.ts'

/** Verdict on one mutant: a line of `tools/campaign/results/mutation.jsonl`. */
export type MutantResult = Tree & {
  readonly campaign: 'mutation'
  readonly mutant: string
  readonly file: string
  readonly operator: string
  readonly outcome: Verdict['outcome']
  /** The test that caught it, or the compiler's message; null: it survived. */
  readonly by: string | null
  readonly seconds: number
  /** ISO 8601, UTC. */
  readonly finishedAt: string
}
