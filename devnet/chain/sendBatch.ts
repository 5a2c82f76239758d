import type { Hex, TransactionReceipt } from 'viem'
import { mapBounded } from '../../shared/mapBounded.ts'
import type { ChainClient } from './chainClient.ts'

/**
 * Sends signed transactions into one block and mines it. The chain's automining must be off.
 *
 * @param transactions serialized and signed, those of one sender in the order of their nonces
 * @returns their receipts, in the same order
 * @throws if one was refused, did not fit into the block, or reverted
 */
export const mineBatch = async (client: ChainClient, transactions: readonly Hex[]): Promise<TransactionReceipt[]> => {
  // One at a time: a pool that sees a later nonce first may keep it out of this block.
  const hashes: Hex[] = []
  for (const serializedTransaction of transactions) {
    hashes.push(await client.sendRawTransaction({ serializedTransaction }))
  }
  await client.mine({ blocks: 1 })
  return mapBounded(hashes, async (hash) => {
    const receipt = await client.getTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error(`Transaction ${hash} reverted.`)
    return receipt
  })
}
