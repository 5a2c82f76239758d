import type { PublicClient } from 'viem'

/**
 * Number of the last block before a moment, by halving: block times only grow. Undefined where the chain began at or after
 * it.
 *
 * @param unixSeconds the moment; at most the time of `newest`, or `newest` is the answer
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
  // Bounded: the distance halves, so 64 turns are the most for 64-bit numbers.
  let before = 0n
  let after = newest
  while (after - before > 1n) {
    const middle = (before + after) / 2n
    if (await isBefore(middle)) before = middle
    else after = middle
  }
  return before
}
