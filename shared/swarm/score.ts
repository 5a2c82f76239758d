import { checkBucket } from './bucket.ts'

/** The step of SplitMix64: 2^64 divided by the golden ratio, made odd. */
const STEP = 0x9e3779b97f4a7c15n

/** The two multipliers of the finalizer of SplitMix64, and their halves. */
const MULTIPLIER_1 = 0xbf58476d1ce4e5b9n
const MULTIPLIER_2 = 0x94d049bb133111ebn
const MULTIPLIER_1_HIGH = 0xbf58476d
const MULTIPLIER_1_LOW = 0x1ce4e5b9
const MULTIPLIER_2_HIGH = 0x94d049bb
const MULTIPLIER_2_LOW = 0x133111eb

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value)

/**
 * Returns the score of a node in a bucket: the finalizer of SplitMix64 of `seed + (bucket + 1) × step`, 64 bits. For a
 * fixed bucket it is a bijection of the seed. So uniform seeds give uniform scores.
 *
 * @param seed the 64 bits of the node
 * @throws BucketInvalidError if there is no such bucket
 */
export function scoreOf(seed: bigint, bucket: number): bigint {
  checkBucket(bucket)
  let z = u64(seed + BigInt(bucket + 1) * STEP)
  z = u64((z ^ (z >> 30n)) * MULTIPLIER_1)
  z = u64((z ^ (z >> 27n)) * MULTIPLIER_2)
  return z ^ (z >> 31n)
}

/**
 * Computes the scores of many seeds at once, in halves of 32 bits: about ten times as fast as with bigint.
 *
 * @param seeds high half and low half of one seed after the other
 * @param scores receives as many scores in the same form
 * @throws BucketInvalidError if there is no such bucket
 */
export function scoreInto(seeds: Uint32Array, bucket: number, scores: Uint32Array): void {
  checkBucket(bucket)
  const offset = u64(BigInt(bucket + 1) * STEP)
  const offsetHigh = Number(offset >> 32n)
  const offsetLow = Number(offset & 0xffffffffn)
  for (let i = 0; i < seeds.length; i += 2) {
    const sum = (seeds[i + 1] as number) + offsetLow
    let low = sum >>> 0
    let high = ((seeds[i] as number) + offsetHigh + (sum > 0xffffffff ? 1 : 0)) >>> 0

    low = (low ^ ((low >>> 30) | (high << 2))) >>> 0
    high = (high ^ (high >>> 30)) >>> 0
    high =
      (highProduct(low, MULTIPLIER_1_LOW) + Math.imul(high, MULTIPLIER_1_LOW) + Math.imul(low, MULTIPLIER_1_HIGH)) >>> 0
    low = Math.imul(low, MULTIPLIER_1_LOW) >>> 0

    low = (low ^ ((low >>> 27) | (high << 5))) >>> 0
    high = (high ^ (high >>> 27)) >>> 0
    high =
      (highProduct(low, MULTIPLIER_2_LOW) + Math.imul(high, MULTIPLIER_2_LOW) + Math.imul(low, MULTIPLIER_2_HIGH)) >>> 0
    low = Math.imul(low, MULTIPLIER_2_LOW) >>> 0

    scores[i + 1] = low ^ ((low >>> 31) | (high << 1))
    scores[i] = high ^ (high >>> 31)
  }
}

/** Returns the upper 32 bits of the product of two unsigned 32-bit numbers. */
function highProduct(a: number, b: number): number {
  const aHigh = a >>> 16
  const aLow = a & 0xffff
  const bHigh = b >>> 16
  const bLow = b & 0xffff
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16)
  const other = aLow * bHigh + (middle & 0xffff)
  return (aHigh * bHigh + (middle >>> 16) + (other >>> 16)) >>> 0
}
