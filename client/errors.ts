import { BaseError } from '../shared/errors/baseError.ts'

/** Thrown when an argument of the client, or of a trust source, is invalid. */
export class ClientConfigError extends BaseError {
  readonly code = 'CLIENT_CONFIG'
  constructor(args: { name: string; reason: string }) {
    super(`The client cannot be built: ${args.name} ${args.reason}.`)
  }
}

/** Thrown when a call to the client has an invalid argument. */
export class ClientArgumentError extends BaseError {
  readonly code = 'CLIENT_ARGUMENT'
  constructor(args: { name: string; reason: string }) {
    super(`The call has an invalid argument: ${args.name} ${args.reason}.`)
  }
}

/** Thrown when too many calls wait because a server or the caller's storage does not answer. */
export class ClientBusyError extends BaseError {
  readonly code = 'CLIENT_BUSY'
  constructor(args: { waiting: number }) {
    super(`The call was refused because ${args.waiting} calls already wait.`, {
      metaMessages: ['Wait until an earlier call ends, then call again.'],
      retryable: true,
    })
  }
}

/** Thrown when the caller's storage fails, or holds a document of another writer. */
export class StorageInvalidError extends BaseError {
  readonly code = 'STORAGE_INVALID'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The client's storage cannot be used: ${args.reason}.`, {
      cause: args.cause,
      metaMessages: ['It holds the last accepted epoch. Clear it only if you know why it is damaged.'],
    })
  }
}

/** The error of one source. */
export type SourceFailure = { source: string; error: BaseError }
