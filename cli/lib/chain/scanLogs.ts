import type { AbiEvent } from 'viem'
import type { Registry } from './openRegistry.ts'
import { type EventLogs, type LogQuery, readLogPages } from './readLogPages.ts'

/**
 * Reads every log of some events in a range of blocks, in the order of the chain. Scans that take more than one request
 * tell their progress.
 *
 * @throws LogRangeRefusedError
 */
export const scanLogs = async <const Events extends readonly AbiEvent[]>(
  opened: Pick<Registry, 'client' | 'logRange' | 'onScan'>,
  query: Omit<LogQuery<Events>, 'direction'>,
): Promise<EventLogs<Events>> => {
  const { fromBlock, toBlock } = query
  const logs: EventLogs<Events>[number][] = []
  for await (const page of readLogPages(opened, query)) {
    for (const log of page.logs) logs.push(log)
    const isOnlyPage = page.fromBlock === fromBlock && page.toBlock === toBlock
    if (!isOnlyPage) opened.onScan(Number(page.toBlock - fromBlock + 1n), Number(toBlock - fromBlock + 1n))
  }
  return logs as EventLogs<Events>
}
