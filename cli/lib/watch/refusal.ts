import {
  NodeListRefusedError,
  ProvidersDisagreeError,
  type SourceFailure,
  TrustQuorumError,
} from '../../../client/index.ts'
import type { BaseError } from '../../../shared/errors/baseError.ts'
import type { Output } from '../../output/createOutput.ts'
import { CommandError } from '../commandError.ts'

/** Codes of a server that is not there or has nothing to say. */
const UNREACHABLE: readonly string[] = ['SERVER_UNREACHABLE', 'SERVER_TIMEOUT', 'SERVER_STATUS', 'SERVER_REDIRECTED']

/** Whether an error means that a server gave no answer. Otherwise its answer was wrong. */
export const isUnreachable = (error: BaseError): boolean =>
  UNREACHABLE.includes(error.code) ||
  (error instanceof TrustQuorumError && error.failures.every((failure) => isUnreachable(failure.error)))

/** Lines of a client's refusal: its own, and what endpoints said if they disagree. */
const linesOf = ({ message, failures }: NodeListRefusedError): readonly string[] => {
  const disagreement = failures.find(({ error }) => error instanceof ProvidersDisagreeError)
  return [...message.split('\n'), ...(disagreement === undefined ? [] : disagreement.error.message.split('\n'))]
}

/** Thrown if no list verifies, and at least one answer was wrong. */
class ListNotVerifiedError extends CommandError {
  readonly code = 'LIST_NOT_VERIFIED'
  constructor(args: { cause: NodeListRefusedError }) {
    super('NOT verified: no list was accepted.', { cause: args.cause, metaMessages: linesOf(args.cause) })
  }
}

/** Thrown if no server or endpoint gave an answer, so nothing could be verified. */
class ListUnreachableError extends CommandError {
  readonly code = 'LIST_UNREACHABLE'
  constructor(args: { cause: NodeListRefusedError }) {
    super('NOT verified: no answer came.', { cause: args.cause, metaMessages: linesOf(args.cause), retryable: true })
  }
}

/**
 * Asks a client for its list.
 *
 * @throws ListNotVerifiedError, ListUnreachableError. One wrong answer weighs more than any that did not come.
 */
export const orRefusal = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask()
  } catch (cause) {
    if (!(cause instanceof NodeListRefusedError)) throw cause
    const isSilent = cause.failures.every(({ error }) => isUnreachable(error))
    throw isSilent ? new ListUnreachableError({ cause }) : new ListNotVerifiedError({ cause })
  }
}

/** Reports a source that failed while others are asked. */
export const reportSource =
  ({ note }: Pick<Output, 'note'>, name?: string) =>
  ({ source, error }: SourceFailure): void =>
    note(`${name ?? source}: ${error.message} [${error.code}]`)
