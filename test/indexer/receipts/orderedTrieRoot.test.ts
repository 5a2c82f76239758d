import { createMPT } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import { bytesToHex, hexToBytes } from 'viem'
import { describe, expect, it } from 'vitest'
import { seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { orderedTrieRoot } from '../../../indexer/receipts/orderedTrieRoot.ts'

const SEED = 'ordered trie'

/** Around 128 an index takes a second byte in RLP; short values stand in their parents themselves. */
const COUNTS = [0, 1, 2, 3, 16, 17, 127, 128, 129, 256, 257, 400]

const valuesOf = (count: number, lengthMax: number): Uint8Array[] =>
  Array.from({ length: count }, (_, index) => {
    const bytes = hexToBytes(seededBytes(SEED, index))
    const length = 1 + ((bytes[0] as number) % lengthMax)
    return Uint8Array.from({ length }, (__, i) => bytes[i % bytes.length] as number)
  })

describe('the root of the trie of a list', () => {
  it.each(COUNTS)('is that of @ethereumjs/mpt for %i values, short and long', async (count) => {
    for (const lengthMax of [1, 40, 200]) {
      const values = valuesOf(count, lengthMax)
      const trie = await createMPT()
      for (const [index, value] of values.entries()) await trie.put(RLP.encode(index), value)
      expect(orderedTrieRoot(values), `seed "${SEED}", up to ${lengthMax} bytes`).toBe(bytesToHex(trie.root()))
    }
  })
})
