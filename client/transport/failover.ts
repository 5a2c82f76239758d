import { BaseError } from '../shared/errors/baseError.ts'
import type { SourceFailure } from './errors.ts'

/**
 * Asks one after the other, reports each whose answer is refused, and gives the first good answer. What is no named error
 * is a fault of this program, and what is wrong with the caller's storage no source's: both end it.
 *
 * @param args.refuse makes the error that is thrown when none is left.
 */
export async function inTurn<Asked extends { readonly name: string }, Answer>(args: {
  asked: readonly Asked[]
  ask: (asked: Asked) => Promise<Answer>
  report: (failure: SourceFailure) => void
  refuse: (failures: readonly SourceFailure[]) => BaseError
}): Promise<Answer> {
  const failures: SourceFailure[] = []
  for (const asked of args.asked) {
    try {
      return await args.ask(asked)
    } catch (error) {
      if (!(error instanceof BaseError) || error.code === 'STORAGE_INVALID') throw error
      const failure = { source: asked.name, error }
      failures.push(failure)
      args.report(failure)
    }
  }
  throw args.refuse(failures)
}
