import { BaseError } from '../../shared/errors/baseError.ts'
import type { FollowUp } from './network/followUp.ts'

/** Parent of the command's errors that name a command to run next. */
export abstract class CommandError extends BaseError {
  readonly next: readonly FollowUp[]

  constructor(
    message: string,
    options: {
      cause?: unknown
      metaMessages?: readonly string[]
      retryable?: boolean
      next?: readonly FollowUp[]
    } = {},
  ) {
    super(message, options)
    this.next = options.next ?? []
  }
}
