import { BaseError } from '../../../shared/errors/baseError.ts'

/** Thrown when no devnet runs over a data folder. */
export class DevnetNotRunningError extends BaseError {
  readonly code = 'DEVNET_NOT_RUNNING'
  constructor(args: { dataFolder: string; cause?: unknown }) {
    super(`No devnet runs over ${args.dataFolder}.`, {
      metaMessages: [
        'Start one with npm start in another terminal. If it keeps its data elsewhere, set MUSTER_DATA to that folder.',
      ],
      cause: args.cause,
    })
  }
}

/** Thrown when a command of a node's life fails. */
export class LifeStepFailedError extends BaseError {
  readonly code = 'LIFE_STEP_FAILED'
  constructor(args: { command: string; reason: string }) {
    super(`muster ${args.command} failed: ${args.reason}`, {
      metaMessages: ['The node stays as it is. Play another life.'],
    })
  }
}

/** Thrown when the demo takes longer than a step of a node's life may take. */
export class LifeStepLateError extends BaseError {
  readonly code = 'LIFE_STEP_LATE'
  constructor(args: { what: string; seconds: number }) {
    super(`Waited ${args.seconds} seconds for this: ${args.what}.`, {
      metaMessages: ["Look into the demo's logs folder: is the keeper running, and does the chain make blocks?"],
    })
  }
}

/** Thrown when other users can read the control file, or when its content is invalid. */
export class ControlFileInvalidError extends BaseError {
  readonly code = 'CONTROL_FILE_INVALID'
  constructor(args: { file: string; reason: string; cause?: unknown }) {
    super(`The devnet's control file ${args.file} is refused: ${args.reason}.`, {
      metaMessages: ['Stop the devnet with Ctrl-C and start it again: it writes the file anew.'],
      cause: args.cause,
    })
  }
}

/** Thrown when the devnet is of another version than this command. */
export class DevnetVersionError extends BaseError {
  readonly code = 'DEVNET_VERSION_DIFFERS'
  constructor(args: { version: number; expected: number }) {
    super(
      `The devnet speaks version ${args.version} of the control protocol, and this command version ${args.expected}.`,
      {
        metaMessages: ['Stop the devnet with Ctrl-C and start it from the version of this command.'],
      },
    )
  }
}

/** Thrown when the devnet runs another job. */
export class JobRunningError extends BaseError {
  readonly code = 'JOB_RUNNING'
  constructor(args: { message: string }) {
    super(args.message, { metaMessages: ['Wait until it has ended.'], retryable: true })
  }
}

/** Thrown when a job fails, or when the devnet refuses a request for a reason without an error of its own. */
export class DevnetRefusedError extends BaseError {
  readonly code = 'DEVNET_REFUSED'
  /** The devnet's own code. */
  readonly reason: string
  /** The devnet's own words. */
  readonly words: string
  constructor(args: { reason: string; message: string }) {
    super(`The devnet could not do it: ${args.message} (${args.reason})`)
    this.reason = args.reason
    this.words = args.message
  }
}

/** Thrown when the devnet stops, or does not answer in time, before a job has ended. */
export class DevnetGoneError extends BaseError {
  readonly code = 'DEVNET_GONE'
  constructor(args: { reason: string; cause?: unknown }) {
    super(`The devnet stopped answering: ${args.reason}.`, {
      metaMessages: ['Look at the terminal of npm start. A job ends when its devnet stops.'],
      cause: args.cause,
      retryable: true,
    })
  }
}

/** Thrown when a job was cancelled, by this command or another. */
export class JobCancelledError extends BaseError {
  readonly code = 'JOB_CANCELLED'
  constructor() {
    super('The job was cancelled.')
  }
}
