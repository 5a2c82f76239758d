import type { Hex, TransactionReceipt } from 'viem'
import type { ChainClient } from './chainClient.ts'

/** Requests in flight at once: enough to keep a local chain busy, few enough for its connection queue. */
const IN_FLIGHT_MAX = 16

/**
 * Runs `task` over `items` in order of start, at most `inFlightMax` at once; answers in the order of the items.
 *
 * @throws what a task threw, once those beside it have ended; none is started after it
 */
export const mapBounded = async <T, R>(
  items: readonly T[],
  task: (item: T, index: number) => Promise<R>,
  inFlightMax: number = IN_FLIGHT_MAX,
): Promise<R[]> => {
  const results = new Array<R>(items.length)
  const failures: unknown[] = []
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next++
      try {
        results[index] = await task(items[index] as T, index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(inFlightMax, items.length) }, lane))
  if (failures.length > 0) throw failures[0]
  return results
}

/**
 * Sends signed transactions into one block and mines it. The chain's automining must be off.
 *
 * @param transactions serialized and signed; those of one sender in the order of their nonces
 * @returns their receipts, in the same order
 * @throws where one was refused, did not fit into the block, or reverted
 */
export const mineBatch = async (client: ChainClient, transactions: readonly Hex[]): Promise<TransactionReceipt[]> => {
  // One at a time: a pool that sees a later nonce first may hold it back from this block.
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

/** Splits a list into runs of at most `size`. */
export const chunk = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
