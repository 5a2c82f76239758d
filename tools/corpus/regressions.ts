import type { MutantId } from './drawMutant.ts'
import type { RecordSource } from './world/drawList.ts'

/**
 * Mutants that a client once accepted, or refused with a foreign error, and the fault. `corpus.test.ts` offers each
 * again. Empty: neither the tests nor `npm run campaign` found one yet.
 */
export const regressions: readonly (MutantId & { readonly records: RecordSource; readonly was: string })[] = []
