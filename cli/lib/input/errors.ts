import { BaseError } from '../../../shared/errors/baseError.ts'

/** Longest part of a refused value that is shown. */
const EXCERPT_LENGTH_MAX = 80

/** Thrown when an option of the command line is missing or is not what it must be. */
export class OptionInvalidError extends BaseError {
  readonly code = 'OPTION_INVALID'
  constructor(args: { option: string; reason: string; value?: string }) {
    const value = args.value === undefined ? '' : ` It is "${args.value.slice(0, EXCERPT_LENGTH_MAX)}".`
    super(`${args.option} ${args.reason}.${value}`)
  }
}

/** Thrown when a file cannot be read. */
export class FileUnreadableError extends BaseError {
  readonly code = 'FILE_UNREADABLE'
  constructor(args: { file: string; cause: unknown }) {
    const reason = (args.cause as { code?: string } | undefined)?.code ?? 'no regular file'
    super(`${args.file} cannot be read (${reason}).`, { cause: args.cause })
  }
}

/** Thrown when a file is larger than any of its kind can be. Bytes. */
export class FileTooLargeError extends BaseError {
  readonly code = 'FILE_TOO_LARGE'
  constructor(args: { file: string; bytes: number; bytesMax: number }) {
    super(`${args.file} has ${args.bytes} bytes; files of its kind have at most ${args.bytesMax}.`)
  }
}

/** Thrown when a file is not JSON, or not the JSON it must be. */
export class FileMalformedError extends BaseError {
  readonly code = 'FILE_MALFORMED'
  constructor(args: { file: string; reason: string; cause?: unknown }) {
    super(`${args.file}: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown when a file that would be written is there already. */
export class FileExistsError extends BaseError {
  readonly code = 'FILE_EXISTS'
  constructor(args: { file: string }) {
    super(`${args.file} is there already, and no file is written over. Name another with --out, or move it away.`)
  }
}

/** Thrown when a file that holds a key may be read by others than its owner. */
export class KeyFileOpenError extends BaseError {
  readonly code = 'KEY_FILE_OPEN_TO_OTHERS'
  constructor(args: { file: string; mode: number }) {
    super(`Others than its owner may use the key file ${args.file} (mode ${args.mode.toString(8).padStart(4, '0')}).`, {
      metaMessages: [`Close it with: chmod 600 ${args.file}`],
    })
  }
}

/** Thrown when a key file does not hold one secret key. What it holds is never shown. */
export class KeyFileInvalidError extends BaseError {
  readonly code = 'KEY_FILE_INVALID'
  constructor(args: { file: string; reason: string }) {
    super(`The key file ${args.file} holds no key: ${args.reason}.`, {
      metaMessages: ['Write one line: 32 bytes as 64 hex digits, with or without 0x.'],
    })
  }
}
