import { ERROR_CODES } from '../../cli/lib/demo/protocol.ts'
import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown when a network file cannot be read or replayed. The message begins with the file's name if there is one. */
export class NetworkFileInvalidError extends BaseError {
  readonly code = ERROR_CODES.networkFileInvalid
  readonly reason: string
  constructor(args: { file?: string; reason: string; cause?: unknown }) {
    const { file, reason, cause } = args
    super(`${file === undefined ? '' : `${file}: `}${reason}.`, { cause })
    this.reason = reason
  }
}
