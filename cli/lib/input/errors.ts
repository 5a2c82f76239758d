import { BaseError } from '../../../shared/errors/baseError.ts'

/** Longest part of a refused value that is shown. */
const EXCERPT_LENGTH_MAX = 80

/** Thrown if a value of the command line is not what it must be. */
export class OptionInvalidError extends BaseError {
  readonly code = 'OPTION_INVALID'
  constructor(args: { option: string; reason: string; value?: string }) {
    const value = args.value === undefined ? '' : ` It is "${args.value.slice(0, EXCERPT_LENGTH_MAX)}".`
    super(`${args.option} ${args.reason}.${value}`)
  }
}

/** Thrown if a file cannot be read. */
export class FileUnreadableError extends BaseError {
  readonly code = 'FILE_UNREADABLE'
  constructor(args: { file: string; cause: unknown }) {
    const reason = (args.cause as { code?: string } | undefined)?.code ?? 'not a regular file'
    super(`${args.file} cannot be read (${reason}).`, { cause: args.cause })
  }
}

/** Thrown if a file is larger than any of its kind can be. Bytes. */
export class FileTooLargeError extends BaseError {
  readonly code = 'FILE_TOO_LARGE'
  constructor(args: { file: string; bytes: number; bytesMax: number }) {
    super(`${args.file} has ${args.bytes} bytes. Files of its kind have at most ${args.bytesMax}.`)
  }
}

/** Thrown if a file is not JSON, or not the JSON it must be. */
export class FileMalformedError extends BaseError {
  readonly code = 'FILE_MALFORMED'
  constructor(args: { file: string; reason: string; cause?: unknown }) {
    super(`${args.file}: ${args.reason}.`, { cause: args.cause })
  }
}

/** Thrown if a file that would be written is there already. */
export class FileExistsError extends BaseError {
  readonly code = 'FILE_EXISTS'
  constructor(args: { file: string }) {
    super(`${args.file} is there already and was not replaced. Name another file with --out, or move it away.`)
  }
}

/** Thrown if other users than its owner may read a key file. */
export class KeyFileOpenError extends BaseError {
  readonly code = 'KEY_FILE_OPEN_TO_OTHERS'
  constructor(args: { file: string; mode: number }) {
    super(
      `Other users can read or change the key file ${args.file} (mode ${args.mode.toString(8).padStart(4, '0')}).`,
      {
        metaMessages: [`Close it with: chmod 600 ${args.file}`],
      },
    )
  }
}

/** Thrown if a key file does not hold one secret key. Its content is never shown. */
export class KeyFileInvalidError extends BaseError {
  readonly code = 'KEY_FILE_INVALID'
  constructor(args: { file: string; reason: string }) {
    super(`The key file ${args.file} does not hold a key: ${args.reason}.`, {
      metaMessages: ['Write one line: 32 bytes as 64 hex digits, with or without 0x.'],
    })
  }
}

/** Thrown if a key file is an encrypted keystore. */
export class KeystoreAsKeyError extends BaseError {
  readonly code = 'KEY_FILE_IS_KEYSTORE'
  constructor(args: { file: string }) {
    super(`${args.file} is an encrypted keystore, and this command reads key files without encryption.`, {
      metaMessages: ['Decrypt it with the tool that made it, and write 64 hex digits into a file of mode 600.'],
    })
  }
}
