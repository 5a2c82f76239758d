import { BaseError } from '../errors/baseError.ts'

/** Thrown if an account key does not have the bytes of an X25519 key. */
export class AccountKeyInvalidError extends BaseError {
  readonly code = 'ACCOUNT_KEY_INVALID'
  constructor(args: { length: number; expected: number }) {
    super(`An account key has ${args.expected} bytes, without a prefix; this one has ${args.length}.`)
  }
}

/** Thrown if there is no bucket with a number. */
export class BucketInvalidError extends BaseError {
  readonly code = 'BUCKET_INVALID'
  constructor(args: { bucket: number; buckets: number }) {
    super(`There is no bucket ${args.bucket}: buckets are numbered from 0 to ${args.buckets - 1}.`)
  }
}
