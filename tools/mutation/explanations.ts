import survivors from './survivors.json' with { type: 'json' }

/** Why mutants that survive do no harm: one reason, and all of which it is the reason. */
export type Explanation = { readonly why: string; readonly mutants: readonly string[] }

export const explanations: readonly Explanation[] = survivors

/** The reason by the mutant's name. */
export const whyOf = (given: readonly Explanation[] = explanations): Map<string, string> =>
  new Map(given.flatMap(({ why, mutants }) => mutants.map((mutant) => [mutant, why] as const)))
