import { BaseError } from '../../shared/errors/baseError.ts'

/** This process is not, or no longer, the one that may write. */
export class WriterLockLostError extends BaseError {
  override readonly code = 'WRITER_LOCK_LOST'
  constructor(args: { reason: string }) {
    super(`The writer's lock is not held: ${args.reason}.`, {
      retryable: true,
      metaMessages: [
        'Nothing was written. DATABASE_URL must reach Postgres itself, not a pooler that shares sessions.',
      ],
    })
  }
}
