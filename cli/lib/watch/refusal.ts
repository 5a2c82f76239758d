import {
  NodeListRefusedError,
  ProvidersDisagreeError,
  type SourceFailure,
  TrustQuorumError,
} from '../../../client/index.ts'
import type { BaseError } from '../../../shared/errors/baseError.ts'
import { EXIT_REFUSED, EXIT_UNREACHABLE } from '../../commands/limits.ts'

/** What a server does that is not there, or has nothing to say. */
const UNREACHABLE: readonly string[] = ['SERVER_UNREACHABLE', 'SERVER_TIMEOUT', 'SERVER_STATUS', 'SERVER_REDIRECTED']

/** Whether an error says that a server gave no answer, and not that an answer was wrong. */
export const isUnreachable = (error: BaseError): boolean =>
  UNREACHABLE.includes(error.code) ||
  (error instanceof TrustQuorumError && error.failures.every((failure) => isUnreachable(failure.error)))

/** What all of this means for the exit code: one answer that was refused weighs more than any that did not come. */
const exitCodeOf = (failures: readonly SourceFailure[]): number =>
  failures.every(({ error }) => isUnreachable(error)) ? EXIT_UNREACHABLE : EXIT_REFUSED

/** Runs what asks a client; says on standard error why there is no list, and which exit code that is. */
export const orExitCode = async <T>(
  run: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly code: number }> => {
  try {
    return { value: await run() }
  } catch (error) {
    if (!(error instanceof NodeListRefusedError)) throw error
    const disagreement = error.failures.find((failure) => failure.error instanceof ProvidersDisagreeError)
    process.stderr.write(`${error.message}\n${disagreement ? `${disagreement.error.message}\n` : ''}`)
    return { code: exitCodeOf(error.failures) }
  }
}
