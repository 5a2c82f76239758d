import { concatHex, type Hex, hexToBytes, keccak256, numberToHex } from 'viem'
import type { TestChain } from '../../../tools/support/chain.ts'
import { receiptOf } from './emitter.ts'

const BLOOM_BITS = 2_048
const PUSH0 = '0x5f'
const PUSH32 = '0x7f'
const LOG1 = '0xa1'

/** A topic sets three bits: one of 683 sets the one that is wanted. The chance that none of these does is below e^-29. */
const TRIES_MAX = 20_000

/** The three bits that an address or a topic sets in a bloom filter. Source: yellow paper, section 4.3.1. */
const bitsOf = (value: Hex): number[] => {
  const hash = keccak256(hexToBytes(value), 'bytes')
  return [0, 2, 4].map((at) => (((hash[at] as number) << 8) | (hash[at + 1] as number)) % BLOOM_BITS)
}

const topicThatSets = (bit: number): Hex => {
  for (let i = 0; i < TRIES_MAX; i++) {
    const topic = numberToHex(i, { size: 32 })
    if (bitsOf(topic).includes(bit)) return topic
  }
  throw new Error(`None of ${TRIES_MAX} topics sets bit ${bit}.`)
}

/** Mines a block in which a stranger logs under topics that set all the bits a log of `address` with `topic` would set. */
export const imitateInBloom = async (
  chain: TestChain,
  { address, topic }: { readonly address: Hex; readonly topic: Hex },
): Promise<void> => {
  const topics = [...bitsOf(address), ...bitsOf(topic)].map(topicThatSets)
  const data = concatHex(topics.flatMap((each): Hex[] => [PUSH32, each, PUSH0, PUSH0, LOG1]))
  const [from] = await chain.request<Hex[]>('eth_accounts')
  await receiptOf(chain, await chain.request<Hex>('eth_sendTransaction', [{ from, data }]))
}
