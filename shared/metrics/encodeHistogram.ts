import { bytesToHex, concat, type Hex, hexToBytes, isLowerHex, writeBigUint, writeUint } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { UINT32_MAX, UINT256_MAX } from '../uint.ts'
import { collectWeights, compareKeys, type EntityWeight, WEIGHTS, type Weight } from './collectWeights.ts'
import { DIMENSIONS, type Dimension } from './entityKey.ts'
import { HistogramInvalidError } from './errors.ts'
import type { MetricNode } from './metricNode.ts'

/** "MSTH". */
const MAGIC = Uint8Array.of(0x4d, 0x53, 0x54, 0x48)
const VERSION = 1
const ENRICHMENT_BYTES = 32
const HEADER_BYTES = MAGIC.length + 3 + ENRICHMENT_BYTES + 4
const KEY_BYTES_MAX = 255

/** Weights of entities with all that names them. */
export type Histogram = {
  readonly dimension: Dimension
  readonly weight: Weight
  /** sha256 of the file that AS or country come from: 32 bytes. null without a file, and in other dimensions. */
  readonly enrichment: Hex | null
  /** In any order. Weights of zero are left out. */
  readonly entries: readonly EntityWeight[]
}

/** Dimensions that come from a file. */
const ENRICHED: readonly Dimension[] = ['AS', 'COUNTRY']

function enrichmentBytes({ dimension, enrichment }: Histogram): Uint8Array {
  if (enrichment === null) return new Uint8Array(ENRICHMENT_BYTES)
  if (!ENRICHED.includes(dimension))
    throw new HistogramInvalidError({ reason: `${dimension} does not come from a file, but one is given` })
  if (!isLowerHex(enrichment, ENRICHMENT_BYTES))
    throw new HistogramInvalidError({ reason: 'the enrichment is not 32 bytes of lower-case hex' })
  return hexToBytes(enrichment)
}

function encodeEntry({ key, weight }: EntityWeight): Uint8Array {
  if (!isLowerHex(key) || key.length < 4 || key.length > 2 + 2 * KEY_BYTES_MAX)
    throw new HistogramInvalidError({ reason: `key ${key} is not 1 to ${KEY_BYTES_MAX} bytes of lower-case hex` })
  if (weight < 0n || weight > UINT256_MAX)
    throw new HistogramInvalidError({ reason: `the weight ${weight} of ${key} is not an unsigned integer of 256 bits` })
  const keyBytes = hexToBytes(key)
  const weightLength = Math.ceil(weight.toString(16).length / 2)
  const bytes = new Uint8Array(2 + keyBytes.length + weightLength)
  bytes[0] = keyBytes.length
  bytes.set(keyBytes, 1)
  bytes[1 + keyBytes.length] = weightLength
  writeBigUint(bytes, 2 + keyBytes.length, weightLength, weight)
  return bytes
}

/**
 * Writes a histogram in its one form. Integers are big-endian:
 *
 *     "MSTH" ‖ u8 1 ‖ u8 dimension ‖ u8 weight ‖ 32 bytes enrichment ‖ u32 count
 *     then for each entry: u8 length ‖ key ‖ u8 length ‖ weight without leading zeros
 *
 * Entries are ordered by key as plain byte strings: the first differing byte decides, and a key that begins another one
 * comes first. Without a file the enrichment is 32 zero bytes. Entries of weight zero are left out and not counted.
 *
 * @throws HistogramInvalidError if a key stands twice, has no or over 255 bytes, a weight does not fit in 256 bits, or
 * an enrichment is given for a dimension without one
 */
export function encodeHistogram(histogram: Histogram): Uint8Array {
  const entries = histogram.entries.filter(({ weight }) => weight !== 0n).sort(compareKeys)
  const twice = entries.find(({ key }, i) => entries[i + 1]?.key === key)
  if (twice !== undefined) throw new HistogramInvalidError({ reason: `key ${twice.key} stands twice` })
  if (entries.length > UINT32_MAX) throw new HistogramInvalidError({ reason: 'it has more than 2^32 - 1 entries' })
  const header = new Uint8Array(HEADER_BYTES)
  header.set(MAGIC)
  header.set([VERSION, DIMENSIONS[histogram.dimension], WEIGHTS[histogram.weight]], MAGIC.length)
  header.set(enrichmentBytes(histogram), MAGIC.length + 3)
  writeUint(header, HEADER_BYTES - 4, 4, entries.length)
  return concat([header, ...entries.map(encodeEntry)])
}

/** A question whose answer follows from nodes alone. */
export type HistogramArgs = {
  readonly nodes: readonly MetricNode[]
  readonly dimension: Dimension
  readonly weight: Exclude<Weight, 'GUARD_ELIGIBLE'>
  /** sha256 of the file that AS or country come from. null in other dimensions. */
  readonly enrichment: Hex | null
}

/**
 * Writes the bytes that metrics of nodes are a function of. OPERATOR with COUNT has a second histogram after the first,
 * with a header of its own: weight 3, the guard-eligible nodes. The collusion numbers need it.
 *
 * @returns null for CONTRIBUTOR with COUNT, which has no metrics
 * @throws HistogramInvalidError, and the errors of `collectWeights`
 */
export function encodeInput({ nodes, dimension, weight, enrichment }: HistogramArgs): Uint8Array | null {
  const weights: readonly Weight[] =
    dimension === 'OPERATOR' && weight === 'COUNT' ? ['COUNT', 'GUARD_ELIGIBLE'] : [weight]
  const parts: Uint8Array[] = []
  for (const each of weights) {
    const collected = collectWeights({ nodes, dimension, weight: each })
    if (collected === null) return null
    const entries = [...collected.known, ...collected.unknown]
    parts.push(encodeHistogram({ dimension, weight: each, enrichment, entries }))
  }
  return concat(parts)
}

/**
 * Returns the `inputHash` of stored metrics: keccak256 of the bytes of `encodeInput`. Equal hashes mean equal metrics.
 *
 * @returns null for CONTRIBUTOR with COUNT
 * @throws HistogramInvalidError, and the errors of `collectWeights`
 */
export function hashInput(args: HistogramArgs): Hex | null {
  const bytes = encodeInput(args)
  return bytes === null ? null : bytesToHex(keccak256(bytes))
}
