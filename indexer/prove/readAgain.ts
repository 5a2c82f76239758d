import { BaseError } from '../../shared/errors/baseError.ts'
import { firstBlockOf } from '../contracts.ts'
import type { BlockWithRawLogs } from '../project/types.ts'
import { readProvenPoint } from '../store/proofs.ts'
import { type Commit, exchangeBlocks } from '../sync/commitBlocks.ts'
import { fetchRange } from '../sync/fetchRange.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'

/**
 * Reads all logs since the last proven block again, from one endpoint after the other. What follows from the first that
 * fit takes the place of what the tables have.
 *
 * @param to the cursor afterwards. Its head is a block that is agreed on.
 * @param isWhole tells whether these logs are all and the right ones, as far as it is known
 * @returns whether an endpoint gave logs that fit
 */
export async function readAgain(
  context: SyncContext,
  cursor: Cursor,
  to: Omit<Commit, 'blocks'>,
  isWhole: (blocks: readonly BlockWithRawLogs[]) => boolean = () => true,
): Promise<boolean> {
  const { rpc, reader, writer, contracts, log, signal } = context
  const proven = await writer.read(readProvenPoint)
  const isBelow = proven !== undefined && proven.number <= to.head.number
  const after = isBelow ? proven.number : firstBlockOf(contracts) - 1n
  for (const endpoint of rpc.order('eth_getLogs')) {
    try {
      const width = reader.logWidth()
      const range = await fetchRange(context, { fromBlock: after + 1n, toBlock: to.head.number, width, endpoint })
      if (range.end.hash === to.head.hash && isWhole(range.blocks)) {
        await exchangeBlocks(context, cursor, { ...to, after, blocks: range.blocks })
        log.warn({ from: after.toString(), endpoint: endpoint + 1 }, 'tables healed')
        return true
      }
      rpc.distrust(endpoint)
      log.warn({ endpoint: endpoint + 1 }, 'endpoint gives other logs than the contracts count')
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
      log.warn({ err: error, endpoint: endpoint + 1 }, 'tables not healed by this endpoint')
    }
  }
  return false
}
