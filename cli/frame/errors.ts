import { CommandError } from '../lib/commandError.ts'
import type { FollowUp } from '../lib/network/followUp.ts'

/** Thrown if a call is not one that the commands take. */
export class UsageError extends CommandError {
  readonly code = 'USAGE'
  constructor(args: { message: string; advice?: readonly string[]; next?: readonly FollowUp[] }) {
    const { message, advice = [], next = [] } = args
    super(message, { metaMessages: advice, next })
  }
}

/** Thrown if a call lacks values. Names all of them. */
export class ValuesMissingError extends CommandError {
  readonly code = 'VALUES_MISSING'
  constructor(args: { missing: readonly string[]; advice: readonly string[]; next: readonly FollowUp[] }) {
    const { missing, advice, next } = args
    const [first, ...others] = missing
    super(`${others.length === 0 ? `${first} is` : `${missing.join(', ')} are`} missing.`, {
      metaMessages: advice,
      next,
    })
  }
}
