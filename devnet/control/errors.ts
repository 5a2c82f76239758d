import { BaseError } from '../../shared/errors/baseError.ts'

/** Thrown by a route to refuse a request. Becomes the HTTP status and the body of the answer. */
export class ControlRefusedError extends BaseError {
  readonly code: string
  /** HTTP status, 400 or more. */
  readonly status: number
  constructor(args: { status: number; code: string; message: string }) {
    super(args.message)
    this.status = args.status
    this.code = args.code
  }
}
