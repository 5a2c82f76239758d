import survivors from './survivors.json' with { type: 'json' }

/** Reason why surviving mutants do no harm, and the names of all such mutants. */
export type Explanation = { readonly why: string; readonly mutants: readonly string[] }

export const explanations: readonly Explanation[] = survivors

/** The reason by the mutant's name. */
export const whyOf = (given: readonly Explanation[] = explanations): Map<string, string> =>
  new Map(given.flatMap(({ why, mutants }) => mutants.map((mutant) => [mutant, why] as const)))
