import { readUint } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { AccountKeyInvalidError, BucketInvalidError } from './errors.ts'

/** The number of buckets for accounts, a constant of the protocol. */
export const BUCKETS = 4_096

const ACCOUNT_KEY_BYTES = 32

/**
 * Returns the bucket of an account: the first 12 bits of keccak256 of its key.
 *
 * @param accountKey the 32-byte X25519 key, without a prefix byte
 * @throws AccountKeyInvalidError if there are not 32 bytes
 */
export function bucketOf(accountKey: Uint8Array): number {
  if (accountKey.length !== ACCOUNT_KEY_BYTES)
    throw new AccountKeyInvalidError({ length: accountKey.length, expected: ACCOUNT_KEY_BYTES })
  return readUint(keccak256(accountKey), 0, 2) >> 4
}

/** @throws BucketInvalidError unless `bucket` is a whole number from 0 to 4,095 */
export function checkBucket(bucket: number): void {
  if (!Number.isInteger(bucket) || bucket < 0 || bucket >= BUCKETS)
    throw new BucketInvalidError({ bucket, buckets: BUCKETS })
}
