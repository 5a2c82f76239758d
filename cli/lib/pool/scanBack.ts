import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { findLastBlockBefore } from '../chain/findLastBlockBefore.ts'
import { LOG_PAGE_BLOCKS } from '../chain/scanLogs.ts'
import type { Pools } from './openPools.ts'

type Blocks = { readonly fromBlock: bigint; readonly toBlock: bigint }

/**
 * Goes back over the blocks since a pool can have been opened, which is at most 14 days before its deadline, page by page,
 * until a page gives something. Long scans say how far they are.
 *
 * @param deadline of the pool, unix seconds
 */
export const scanBack = async <T>(
  { client, pools, newest, onScan }: Pools,
  deadline: number,
  readPage: (blocks: Blocks) => Promise<T | undefined>,
): Promise<T | undefined> => {
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'DEADLINE_MAX' } as const
  const earliest = deadline - (await client.readContract(read))
  const begin = (await findLastBlockBefore(client, earliest, newest.number)) ?? 0n
  for (let toBlock = newest.number; toBlock >= begin; toBlock -= LOG_PAGE_BLOCKS) {
    const fromBlock = toBlock - begin >= LOG_PAGE_BLOCKS ? toBlock - LOG_PAGE_BLOCKS + 1n : begin
    const found = await readPage({ fromBlock, toBlock })
    if (found !== undefined) return found
    onScan(Number(newest.number - fromBlock + 1n), Number(newest.number - begin + 1n))
  }
  return undefined
}
