import { bigintMax, bigintMin } from '../bigintMath.ts'
import type { Block, BlockWithRawLogs, RawLog } from '../project/types.ts'
import { RpcRequestFailedError } from '../rpc/errors.ts'
import type { RpcBlock } from '../rpc/parse.ts'
import { RangeUnsettledError } from './errors.ts'
import type { SyncContext } from './types.ts'

/** First range asked for: most endpoints take 1,000 blocks; it doubles from there. */
const RANGE_BLOCKS_START = 1_000n
/** Widest range: beyond it nothing is gained, and a lost answer costs too much. */
const RANGE_BLOCKS_MAX = 100_000n
/** Logs of one answer above which ranges get narrower: about 8 MB of JSON, below viem's limit of 10 MiB. */
const RANGE_LOGS_MAX = 5_000
/** Headers asked for together, see the batch size of the transport. */
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

/** How wide the next range may be; shared by the ranges in flight. */
export type RangeWidth = { blocks: bigint }

export function createRangeWidth(): RangeWidth {
  return { blocks: RANGE_BLOCKS_START }
}

/**
 * Reads the registry's logs of a range below finality, and the headers of every block that has some and of the last.
 * An answer that is refused for whatever reason halves what is asked for next, success doubles it.
 *
 * @throws RpcExhaustedError, RangeUnsettledError
 */
export async function fetchRange(
  context: SyncContext,
  args: { fromBlock: bigint; toBlock: bigint; width: RangeWidth; except?: number },
): Promise<Range> {
  const { fromBlock, toBlock } = args
  const { logs, endpoint } = await fetchLogs(context, args)
  const numbers = new Set(logs.map(({ blockNumber }) => blockNumber))
  numbers.add(toBlock)
  const headers = await fetchHeaders(context, [...numbers])
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
  args: { fromBlock: bigint; toBlock: bigint; width: RangeWidth; except?: number },
): Promise<{ logs: RawLog[]; endpoint: number }> {
  const { toBlock, width } = args
  const logs: RawLog[] = []
  let endpoint = 0
  let at = args.fromBlock
  let step = toBlock - at + 1n
  while (at <= toBlock) {
    const end = bigintMin(at + step - 1n, toBlock)
    try {
      const answer = await reader.logsInRange(at, end, { except: args.except, retryRefused: at === end })
      endpoint = answer.endpoint
      for (const entry of answer.value) logs.push(entry)
      const isDense = answer.value.length > RANGE_LOGS_MAX
      const next = isDense ? half(end - at + 1n) : 2n * (end - at + 1n)
      step = next
      width.blocks = bigintMin(next, RANGE_BLOCKS_MAX)
      at = end + 1n
    } catch (error) {
      if (!(error instanceof RpcRequestFailedError) || error.kind !== 'refused' || at === end) throw error
      step = half(end - at + 1n)
      if (step < width.blocks) width.blocks = step
      log.debug({ from: at.toString(), to: end.toString(), next: step.toString() }, 'range narrowed')
    }
  }
  return { logs, endpoint }
}

function half(blocks: bigint): bigint {
  return bigintMax(blocks / 2n, 1n)
}

async function fetchHeaders({ reader }: SyncContext, numbers: bigint[]): Promise<Map<bigint, RpcBlock>> {
  const headers = new Map<bigint, RpcBlock>()
  for (let start = 0; start < numbers.length; start += HEADER_BATCH) {
    const { value } = await reader.blocksByNumber(numbers.slice(start, start + HEADER_BATCH))
    for (const header of value) headers.set(header.number, header)
  }
  return headers
}
