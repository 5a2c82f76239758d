import { type Explanation, whyOf } from './explanations.ts'
import type { MutantResult } from './results.ts'

/** Minimum share of mutants that the tests catch. Percent. */
const CAUGHT_MIN = 95

type Review = {
  readonly results: readonly MutantResult[]
  /** Names of all mutants, if all were judged. Then the share counts, and explanations must name existing mutants. */
  readonly names: readonly string[] | undefined
  readonly explained: readonly Explanation[]
}

/** Lists all faults: too few caught, unexplained survivors, explanations of mutants that do not survive. */
export const reviewMutation = ({ results, names, explained }: Review): string[] => {
  const why = whyOf(explained)
  const survived = results.filter(({ outcome }) => outcome === 'survived')
  const unexplained = survived.flatMap(({ mutant }) => (why.has(mutant) ? [] : [`${mutant} survives, unexplained`]))
  const needless = results.flatMap(({ mutant, outcome }) =>
    outcome !== 'survived' && why.has(mutant) ? [`${mutant} is explained, but does not survive`] : [],
  )
  if (names === undefined) return [...unexplained, ...needless]
  const unknown = [...why.keys()].flatMap((name) =>
    names.includes(name) ? [] : [`${name} is explained, but is not a mutant`],
  )
  const share = caughtPercent(results)
  const few = share < CAUGHT_MIN ? [`${share.toFixed(1)} % of the mutants are caught: ${CAUGHT_MIN} % are wanted`] : []
  return [...few, ...unexplained, ...needless, ...unknown]
}

/** Share among the mutants that compile. Percent. */
export const caughtPercent = (results: readonly MutantResult[]): number => {
  const valid = results.filter(({ outcome }) => outcome !== 'invalid')
  const caught = valid.filter(({ outcome }) => outcome === 'caught')
  return valid.length === 0 ? 100 : (caught.length * 100) / valid.length
}
