import type { SourceFailure } from '../errors.ts'
import { type AllFailed, failover } from '../transport/failover.ts'
import { EpochNotDueError, EpochTooOldError } from './errors.ts'

type Report = (failure: SourceFailure) => void

function isBehind(failure: SourceFailure | undefined): boolean {
  return failure?.error instanceof EpochTooOldError || failure?.error instanceof EpochNotDueError
}

/**
 * Takes the answer for the epoch due from the first source that has it. Takes an older one, up to `maxEpochLag` epochs behind,
 * only if no source has the newer one. Otherwise a single source could give some clients an older list, and tell them apart
 * by it.
 *
 * @param args.take asks one source for an answer at most this many epochs behind
 * @throws the error that `allFailed` makes
 */
export async function takeNewest<S extends { readonly name: string }, T>(args: {
  asked: readonly S[]
  take: (source: S, maxEpochLag: number) => Promise<T>
  maxEpochLag: number
  report: Report
  allFailed: AllFailed
}): Promise<T> {
  const { asked, take, maxEpochLag, report, allFailed } = args
  if (maxEpochLag === 0) return failover({ asked, ask: (source) => take(source, 0), report, allFailed })
  let failures: readonly SourceFailure[] = []
  try {
    return await failover({
      asked,
      ask: (source) => take(source, 0),
      report: (failure) => {
        if (!isBehind(failure)) report(failure)
      },
      allFailed: (all) => {
        failures = all
        return allFailed(all)
      },
    })
  } catch (error) {
    const behind = asked.filter((_, i) => isBehind(failures[i]))
    if (behind.length === 0) throw error
    return failover({
      asked: behind,
      ask: (source) => take(source, maxEpochLag),
      report,
      allFailed: (again) => allFailed([...failures.filter((failure) => !isBehind(failure)), ...again]),
    })
  }
}
