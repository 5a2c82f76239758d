import { setTimeout as sleep } from 'node:timers/promises'
import { HeaderFormUnknownError } from '../../shared/ethereum/errors.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { BlockWithRawLogs, RawLog } from '../project/types.ts'
import { agreeOnLogs } from './agreeOnLogs.ts'
import { HeadUnsettledError, LogsMissingError } from './errors.ts'
import type { SyncContext } from './types.ts'

/** Answers to collect before "no logs" is believed against the bloom filter, the first one included. */
const EMPTY_ANSWERS_MIN = 3
/** Pause between asking the same endpoint again: an index of logs may be written a moment after the block. */
const RECHECK_MS = 50
/** A match by chance is believed above this: below it, logs are being kept from us, or somebody made them match. */
const FALSE_POSITIVE_CHANCE_MIN = 1e-6

/** @throws HeadUnsettledError unless each header is the parent of the next */
export function checkLinked(headers: readonly RpcBlock[]): void {
  headers.forEach((header, i) => {
    const before = headers[i - 1]
    if (before !== undefined && header.parentHash !== before.hash)
      throw new HeadUnsettledError({ reason: `block ${header.number} does not follow block ${before.number}` })
  })
}

/**
 * Reads the logs of blocks near the head, each by its block's hash, so that blocks and logs cannot be of different
 * forks.
 *
 * @param args.endpoint the one that gave the headers
 * @param args.except ask another one for the logs: its first answer was wrong
 * @throws LogsMissingError when a bloom filter says that logs are kept back, and no receipts prove the contrary
 */
export async function fetchHeadBlocks(
  context: SyncContext,
  args: { headers: readonly RpcBlock[]; endpoint: number; except?: number },
): Promise<BlockWithRawLogs[]> {
  const where = args.except === undefined ? { endpoint: args.endpoint } : { except: args.except }
  return Promise.all(
    args.headers.map(async (header) => {
      await checkHeader(context, header, args.endpoint)
      const logs = await fetchLogs(context, header, where)
      const { number, hash, parentHash, timestamp } = header
      return { block: { number, hash, parentHash, timestamp }, logs }
    }),
  )
}

/** The hash covers the bloom filter: an endpoint cannot hide logs by emptying it. */
async function checkHeader({ rpc, reader }: SyncContext, header: RpcBlock, endpoint: number): Promise<void> {
  try {
    await reader.headerOf(header, endpoint)
  } catch (error) {
    if (!(error instanceof HeaderFormUnknownError)) throw error
    rpc.distrust(endpoint)
    throw new HeadUnsettledError({
      reason: `the header of block ${header.number} does not give its hash`,
      cause: error,
    })
  }
}

async function fetchLogs(
  context: SyncContext,
  header: RpcBlock,
  where: { endpoint?: number; except?: number },
): Promise<RawLog[]> {
  const { reader, bloom, receipts, log, signal, status } = context
  if (header.logsBloom !== undefined && !bloom.mayHold(header.logsBloom)) return []
  const first = await reader.logsOfBlock(header.hash, where)
  if (first.value.length > 0) return agreeOnLogs(context, header, first)
  if (header.logsBloom === undefined) return []

  status.logsRechecked++
  for (let answers = 1; answers < EMPTY_ANSWERS_MIN; answers++) {
    await sleep(RECHECK_MS, undefined, { signal })
    const endpoint = (first.endpoint + answers) % reader.endpointCount
    try {
      const again = await reader.logsOfBlock(header.hash, { endpoint })
      if (again.value.length === 0) continue
      log.warn({ number: header.number.toString(), endpoint: first.endpoint + 1 }, 'endpoint kept logs back')
      return await agreeOnLogs(context, header, again)
    } catch (error) {
      signal.throwIfAborted()
      log.debug({ err: error }, 'second look at the logs failed')
    }
  }
  if (bloom.falsePositiveChance(header.logsBloom) >= FALSE_POSITIVE_CHANCE_MIN) return []
  // A stranger can log under topics that were made for it, so that a block looks as if it held some of ours.
  const proven = await receipts.provenLogs(header)
  if (proven !== undefined) return proven
  throw new LogsMissingError({ number: header.number, hash: header.hash, asked: EMPTY_ANSWERS_MIN })
}
