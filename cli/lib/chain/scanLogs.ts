import type { AbiEvent, Hex } from 'viem'
import type { Registry } from './openRegistry.ts'

/** Blocks asked for at once: what common endpoints allow. */
export const LOG_PAGE_BLOCKS = 2_000n

/** Where to look, and for what. */
export type LogQuery<Events extends readonly AbiEvent[]> = {
  readonly address: Hex
  readonly events: Events
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/** Every log of some events in a range of blocks, in the order of the chain. Long scans say how far they are. */
export const scanLogs = async <const Events extends readonly AbiEvent[]>(
  { client, onScan }: Pick<Registry, 'client' | 'onScan'>,
  { address, events, fromBlock, toBlock }: LogQuery<Events>,
) => {
  const readPage = (first: bigint, last: bigint) =>
    client.getLogs({ address, events, fromBlock: first, toBlock: last, strict: true })
  const logs: Awaited<ReturnType<typeof readPage>> = []
  for (let first = fromBlock; first <= toBlock; first += LOG_PAGE_BLOCKS) {
    const last = first + LOG_PAGE_BLOCKS - 1n < toBlock ? first + LOG_PAGE_BLOCKS - 1n : toBlock
    logs.push(...(await readPage(first, last)))
    if (toBlock - fromBlock >= LOG_PAGE_BLOCKS) onScan(Number(last - fromBlock + 1n), Number(toBlock - fromBlock + 1n))
  }
  return logs
}
