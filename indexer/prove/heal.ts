import { BaseError } from '../../shared/errors/baseError.ts'
import { firstBlockOf } from '../contracts.ts'
import type { BlockWithRawLogs } from '../project/types.ts'
import { readBlockAtOrBelow } from '../store/blocks.ts'
import { healBlocks } from '../sync/commitBlocks.ts'
import { fetchRange } from '../sync/fetchRange.ts'
import type { Cursor, SyncContext } from '../sync/types.ts'
import { faultsOf } from './createProver.ts'
import { EventsUncountedError } from './errors.ts'
import type { Accusation } from './types.ts'

/** More healings in an hour show endpoints of which none can be believed. */
const HEALINGS_MAX = 3
const HOUR_MS = 3_600_000

/**
 * Reads the logs since the last proven point again, from one endpoint after the other, until they are as many as the
 * contracts count. Then exchanges what follows from them, in one transaction. The head does not go back. Does so three
 * times an hour at most: `/ready` names the fault until the next time.
 *
 * @throws EventsUncountedError if no endpoint gives such logs
 */
export async function heal(context: SyncContext, cursor: Cursor, accusation: Accusation): Promise<void> {
  const { rpc, writer, contracts, log, signal, status, nowMs } = context
  const { point, before } = accusation
  const lately = cursor.healedAt.filter((at) => at > nowMs() - HOUR_MS)
  if (lately.length >= HEALINGS_MAX) return
  const held = await writer.read((sql) => readBlockAtOrBelow(sql, point.number))
  if (held?.hash !== point.hash) {
    cursor.accusation = undefined
    return
  }
  const after = before === undefined || before.number > point.number ? firstBlockOf(contracts) - 1n : before.number
  for (const endpoint of rpc.order('eth_getLogs')) {
    try {
      const blocks = await readAgain(context, cursor, { after, endpoint })
      if (!isWhole(context, accusation, blocks)) {
        rpc.distrust(endpoint)
        log.warn({ endpoint: endpoint + 1 }, 'endpoint gives other logs than the contracts count')
        continue
      }
      await healBlocks(context, cursor, { after, blocks })
      cursor.accusation = undefined
      status.countFault = null
      cursor.healedAt = [...lately, nowMs()]
      status.healings++
      log.warn({ from: after.toString(), endpoint: endpoint + 1 }, 'tables healed')
      return
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
      log.warn({ err: error, endpoint: endpoint + 1 }, 'tables not healed by this endpoint')
    }
  }
  throw new EventsUncountedError({ number: point.number, faults: accusation.faults })
}

/** The blocks with logs above `after`, up to the head that we hold. */
async function readAgain(
  context: SyncContext,
  cursor: Cursor,
  { after, endpoint }: { after: bigint; endpoint: number },
): Promise<readonly BlockWithRawLogs[]> {
  const { head } = cursor
  const width = context.reader.logWidth()
  const range = await fetchRange(context, { fromBlock: after + 1n, toBlock: head.number, width, endpoint })
  return range.blocks
}

/** Whether these logs are as many as the contracts count. */
function isWhole(
  { decodeLog }: SyncContext,
  { point, before }: Accusation,
  blocks: readonly BlockWithRawLogs[],
): boolean {
  const counts = new Map<string, bigint>()
  for (const { block, logs } of blocks) {
    if (block.number > point.number) continue
    for (const raw of logs) {
      const { contract } = decodeLog(raw)
      counts.set(contract, (counts.get(contract) ?? 0n) + 1n)
    }
  }
  return faultsOf({ point, before, counts: counts as Parameters<typeof faultsOf>[0]['counts'] }).length === 0
}
