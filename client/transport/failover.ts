import { BaseError } from '../../shared/errors/baseError.ts'
import { type SourceFailure, StorageInvalidError } from '../errors.ts'

/** Makes the error to throw when every source failed. */
export type AllFailed = (failures: readonly SourceFailure[]) => BaseError

/**
 * Asks the sources one after another and returns the first good answer. Reports each source whose answer is refused.
 *
 * Two kinds of errors end it at once. An error without a code is a fault of this program. A StorageInvalidError concerns
 * the caller's storage, so no other source can help.
 *
 * @param args.asked bounded by its maker
 * @throws the error that `allFailed` makes
 */
export async function failover<Asked extends { readonly name: string }, Answer>(args: {
  asked: readonly Asked[]
  ask: (asked: Asked) => Promise<Answer>
  report: (failure: SourceFailure) => void
  allFailed: AllFailed
}): Promise<Answer> {
  const failures: SourceFailure[] = []
  for (const asked of args.asked) {
    try {
      return await args.ask(asked)
    } catch (error) {
      if (!(error instanceof BaseError) || error instanceof StorageInvalidError) throw error
      const failure = { source: asked.name, error }
      failures.push(failure)
      args.report(failure)
    }
  }
  throw args.allFailed(failures)
}
