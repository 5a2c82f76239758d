import { BaseError } from '../shared/errors/baseError.ts'

/** A migration that was applied before reads differently now: migrations are immutable. */
export class MigrationChangedError extends BaseError {
  override readonly code = 'MIGRATION_CHANGED'
  constructor(args: { name: string }) {
    super(`Migration ${args.name} was changed after it was applied.`, {
      metaMessages: ['Restore the file and put the change into a new migration with the next number.'],
    })
  }
}

/** The database has migrations this program does not know. */
export class MigrationUnknownError extends BaseError {
  override readonly code = 'MIGRATION_UNKNOWN'
  constructor(args: { name: string }) {
    super(`The database carries migration ${args.name}, which this version does not have.`, {
      metaMessages: ['Run the version that wrote it, or a newer one.'],
    })
  }
}

/** The files under indexer/migrations are not numbered 0001, 0002, … without gaps. */
export class MigrationNumberError extends BaseError {
  override readonly code = 'MIGRATION_NUMBER_INVALID'
  constructor(args: { name: string; expected: string }) {
    super(`Migration file ${args.name} should start with ${args.expected}_.`)
  }
}

/** The database belongs to another chain or another registry. */
export class DatabaseMismatchError extends BaseError {
  override readonly code = 'DATABASE_MISMATCH'
  constructor(args: { field: string; stored: string; configured: string }) {
    super(`The database was filled with ${args.field} ${args.stored}, but ${args.configured} is configured.`, {
      metaMessages: ['Use an empty database for another chain or registry.'],
    })
  }
}

/** Somebody else may write the database, and went on to. */
export class WriterBusyError extends BaseError {
  override readonly code = 'WRITER_BUSY'
  constructor(args: { seconds: number }) {
    super(`Another process was the writer of this database for ${args.seconds} s.`, {
      metaMessages: ['Stop every indexer on it, then try again.'],
      retryable: true,
    })
  }
}

/** The indexer did not stop within the time it was given. */
export class StopTimeoutError extends BaseError {
  override readonly code = 'STOP_TIMEOUT'
  constructor(args: { timeoutMs: number }) {
    super(`The indexer did not stop within ${args.timeoutMs} ms.`, {
      metaMessages: ['Nothing is lost: its last transaction was either committed or not. Start it again.'],
    })
  }
}

/** There is nothing to rebuild from. */
export class RebuildImpossibleError extends BaseError {
  override readonly code = 'REBUILD_IMPOSSIBLE'
  constructor(args: { reason: string }) {
    super(`The tables cannot be rebuilt: ${args.reason}.`)
  }
}

/** An argument of the indexer's command line is unknown or out of range. */
export class ArgumentInvalidError extends BaseError {
  override readonly code = 'ARGUMENT_INVALID'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`${args.reason.replace(/\.$/, '')}.`, {
      metaMessages: ['For the arguments: npm run indexer -- rebuild --help'],
      cause: args.cause,
    })
  }
}
