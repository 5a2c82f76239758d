import type { MutantId } from './drawMutant.ts'
import type { RecordSource } from './world/drawList.ts'

/**
 * Mutants that a client once accepted, or refused with an error of no name, and what was wrong. Each is offered again by
 * `corpus.test.ts`. Empty: none was found yet, by the tests or by `npm run campaign`.
 */
export const regressions: readonly (MutantId & { readonly records: RecordSource; readonly was: string })[] = []
