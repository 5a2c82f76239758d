import type { RangeWidth } from '../../shared/rpc/createRangeWidth.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { readLogRanges } from '../../shared/rpc/readLogRanges.ts'
import type { Block, BlockWithRawLogs, RawLog } from '../project/types.ts'
import { lastFailureOf, RpcExhaustedError } from '../rpc/errors.ts'
import { RangeUnsettledError } from './errors.ts'
import type { SyncContext } from './types.ts'

/** Headers asked for together, as many as travel in one batch. */
const HEADER_BATCH = 100

export type Range = {
  fromBlock: bigint
  toBlock: bigint
  /** Header of `toBlock`. */
  end: Block
  /** The blocks with logs, in order. */
  blocks: BlockWithRawLogs[]
  logCount: number
  endpoint: number
}

/**
 * Reads the contracts' logs of a range below finality, and the headers of every block that has some and of the last.
 *
 * @param args.width shared by the ranges in flight
 * @param args.endpoint the only one that is asked for logs
 * @throws RpcExhaustedError, LogRangeRefusedError, RangeUnsettledError
 */
export async function fetchRange(
  context: SyncContext,
  args: { fromBlock: bigint; toBlock: bigint; width: RangeWidth; endpoint?: number; except?: number },
): Promise<Range> {
  const { fromBlock, toBlock } = args
  const { logs, endpoint } = await fetchLogs(context, args)
  const numbers = new Set(logs.map(({ blockNumber }) => blockNumber))
  numbers.add(toBlock)
  // Another endpoint than that of the logs gives the headers, so that two gave the hash of each block.
  const headers = await fetchHeaders(context, [...numbers], endpoint)
  const logsOf = new Map<bigint, RawLog[]>()
  for (const raw of logs) {
    const header = headers.get(raw.blockNumber)
    if (header?.hash !== raw.blockHash)
      throw new RangeUnsettledError({
        number: raw.blockNumber,
        logHash: raw.blockHash,
        headerHash: header?.hash ?? '0x',
      })
    const siblings = logsOf.get(raw.blockNumber)
    if (siblings === undefined) logsOf.set(raw.blockNumber, [raw])
    else siblings.push(raw)
  }
  const toBlockOf = (number: bigint): Block => {
    const header = headers.get(number)
    if (header === undefined) throw new RangeUnsettledError({ number, logHash: '0x', headerHash: '0x' })
    return { number, hash: header.hash, parentHash: header.parentHash, timestamp: header.timestamp }
  }
  return {
    fromBlock,
    toBlock,
    end: toBlockOf(toBlock),
    blocks: [...logsOf].map(([number, blockLogs]) => ({ block: toBlockOf(number), logs: blockLogs })),
    logCount: logs.length,
    endpoint,
  }
}

async function fetchLogs(
  { reader, log }: SyncContext,
  args: { fromBlock: bigint; toBlock: bigint; width: RangeWidth; endpoint?: number; except?: number },
): Promise<{ logs: RawLog[]; endpoint: number }> {
  const { fromBlock, toBlock, width, endpoint: only, except } = args
  const logs: RawLog[] = []
  let endpoint = 0
  const ranges = readLogRanges({
    fromBlock,
    toBlock,
    width,
    read: (first, last) => reader.logsInRange(first, last, { endpoint: only, except, retryRefused: first === last }),
    countOf: ({ value }) => value.length,
    failureOf: lastFailureOf,
    // The reader has gone through all endpoints, with pauses.
    retriesMax: 0,
    onNarrow: ({ fromBlock: from, toBlock: to, blocksNext }) =>
      log.debug({ from: from.toString(), to: to.toString(), next: blocksNext.toString() }, 'range narrowed'),
  })
  for await (const { answer } of ranges) {
    endpoint = answer.endpoint
    for (const entry of answer.value) logs.push(entry)
  }
  return { logs, endpoint }
}

async function fetchHeaders(context: SyncContext, numbers: bigint[], except: number): Promise<Map<bigint, RpcBlock>> {
  const headers = new Map<bigint, RpcBlock>()
  for (let start = 0; start < numbers.length; start += HEADER_BATCH) {
    const { value, endpoint } = await fetchBatch(context, numbers.slice(start, start + HEADER_BATCH), except)
    for (const header of value) {
      await context.reader.headerOf(header, endpoint)
      headers.set(header.number, header)
    }
  }
  return headers
}

async function fetchBatch({ reader, isWitnessRequired }: SyncContext, numbers: bigint[], except: number) {
  if (isWitnessRequired) return reader.blocksByNumber(numbers, { except })
  try {
    return await reader.blocksByNumber(numbers, { except, once: true })
  } catch (error) {
    if (!(error instanceof RpcExhaustedError)) throw error
    return reader.blocksByNumber(numbers)
  }
}
