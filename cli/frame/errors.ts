import { CommandError } from '../lib/commandError.ts'

/** Thrown if a call is not one that the commands take. */
export class UsageError extends CommandError {
  readonly code = 'USAGE'
  constructor(args: { message: string; advice?: readonly string[] }) {
    super(args.message, { metaMessages: args.advice ?? [] })
  }
}

/** Thrown if a call lacks values. Names all of them. */
export class ValuesMissingError extends CommandError {
  readonly code = 'VALUES_MISSING'
  constructor(args: { missing: readonly string[]; advice: readonly string[] }) {
    const [first, ...others] = args.missing
    super(`${others.length === 0 ? `${first} is` : `${args.missing.join(', ')} are`} missing.`, {
      metaMessages: args.advice,
    })
  }
}
