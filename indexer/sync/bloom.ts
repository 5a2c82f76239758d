import { type Hex, keccak256 } from 'viem'
import { hexToBytes } from '../../shared/bytes.ts'

/** Bits of a bloom filter, and how many of them each value sets (yellow paper, section 4.3.1). */
const BLOOM_BITS = 2_048
const BITS_PER_VALUE = 3

export type BloomFilter = {
  /** Whether the block may hold a log of one of the contracts. "No" is certain. */
  mayHold(bloom: Hex): boolean
  /**
   * How likely it is that `mayHold` is right about a block in which no log of ours was found: the chance that bits set
   * by strangers look like an address together with one of its topics. 0 to 1.
   */
  falsePositiveChance(bloom: Hex): number
}

/** Answers for some contracts and the events that they are known to emit. */
export function createBloomFilter(contracts: readonly { address: Hex; topics: readonly Hex[] }[]): BloomFilter {
  const all = contracts.map(({ address, topics }) => ({ addressBits: bitsOf(address), topicBits: topics.map(bitsOf) }))
  return {
    mayHold(bloom) {
      const bytes = hexToBytes(bloom)
      return all.some(({ addressBits }) => isSet(bytes, addressBits))
    },
    falsePositiveChance(bloom) {
      const bytes = hexToBytes(bloom)
      // No event we know could have caused this; an event we do not know changes nothing that we keep.
      const isLikeOne = all.some(
        ({ addressBits, topicBits }) => isSet(bytes, addressBits) && topicBits.some((bits) => isSet(bytes, bits)),
      )
      if (!isLikeOne) return 1
      const share = countBits(bytes) / BLOOM_BITS
      const one = share ** BITS_PER_VALUE
      // Each contract has its own chance to be imitated.
      const chances = all.map(({ topicBits }) => one * Math.min(1, one * topicBits.length))
      return Math.min(
        1,
        chances.reduce((sum, chance) => sum + chance, 0),
      )
    },
  }
}

function bitsOf(value: Hex): number[] {
  const hash = hexToBytes(keccak256(value))
  return Array.from({ length: BITS_PER_VALUE }, (_, i) => {
    const pair = ((hash[2 * i] ?? 0) << 8) | (hash[2 * i + 1] ?? 0)
    return pair % BLOOM_BITS
  })
}

function isSet(bloom: Uint8Array, bits: readonly number[]): boolean {
  return bits.every((bit) => ((bloom[bloom.length - 1 - (bit >> 3)] ?? 0) & (1 << (bit & 7))) !== 0)
}

function countBits(bytes: Uint8Array): number {
  let count = 0
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count++
  return count
}
