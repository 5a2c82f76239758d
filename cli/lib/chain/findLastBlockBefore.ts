import type { PublicClient } from 'viem'

/**
 * Finds the last block before a moment by halving, since block times only grow. Gives undefined if the chain began at or
 * after the moment.
 *
 * @param unixSeconds the moment; if it is later than `newest`, the answer is `newest`
 */
export const findLastBlockBefore = async (
  client: PublicClient,
  unixSeconds: number,
  newest: bigint,
): Promise<bigint | undefined> => {
  const isBefore = async (blockNumber: bigint): Promise<boolean> =>
    (await client.getBlock({ blockNumber })).timestamp < BigInt(unixSeconds)
  if (await isBefore(newest)) return newest
  if (!(await isBefore(0n))) return undefined
  // The distance halves, so 64-bit numbers take 64 turns at most.
  let before = 0n
  let after = newest
  while (after - before > 1n) {
    const middle = (before + after) / 2n
    if (await isBefore(middle)) before = middle
    else after = middle
  }
  return before
}
