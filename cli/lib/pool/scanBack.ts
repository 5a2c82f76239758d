import type { AbiEvent } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import { type EventLogs, readLogPages } from '../chain/readLogPages.ts'
import type { Pools } from './openPools.ts'

/**
 * Searches the logs of one event of one pool, from the newest block back. A pool is opened at most 336 epochs before its
 * deadline, so the search ends there. Tells its progress after each page without a find.
 *
 * @param deadline the pool's, unix seconds
 * @param find undefined: the page does not hold what is searched
 * @throws LogRangeRefusedError
 */
export const scanBack = async <const Event extends AbiEvent, T>(
  opened: Pools,
  { event, poolId, deadline }: { readonly event: Event; readonly poolId: bigint; readonly deadline: number },
  find: (logs: EventLogs<readonly [Event]>) => T | undefined,
): Promise<T | undefined> => {
  const { client, pools, newest, epochSeconds, onScan } = opened
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'DEADLINE_EPOCHS_MAX' } as const
  const earliest = deadline - (await client.readContract(read)) * epochSeconds
  const begin = (await findLastBlockBefore(client, earliest, newest.number)) ?? 0n
  const query = {
    address: pools,
    events: [event] as const,
    args: { poolId },
    fromBlock: begin,
    toBlock: newest.number,
    direction: 'down',
  } as const
  for await (const { fromBlock, logs } of readLogPages(opened, query)) {
    const found = find(logs)
    if (found !== undefined) return found
    onScan(Number(newest.number - fromBlock + 1n), Number(newest.number - begin + 1n))
  }
  return undefined
}
