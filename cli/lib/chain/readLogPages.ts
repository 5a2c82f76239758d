import {
  type AbiEvent,
  BaseError,
  encodeEventTopics,
  type GetLogsReturnType,
  type Hex,
  type Log,
  numberToHex,
  type PublicClient,
  parseEventLogs,
  toEventSelector,
} from 'viem'
import { classifyFailure } from '../../../shared/rpc/classifyFailure.ts'
import { RpcAnswerInvalidError } from '../../../shared/rpc/errors.ts'
import { parseLogs, type RpcLog } from '../../../shared/rpc/parse.ts'
import { type RangeFailure, readLogRanges } from '../../../shared/rpc/readLogRanges.ts'
import { originOf } from '../../output/redactUrls.ts'
import type { Registry } from './openRegistry.ts'

/** Contract, events and blocks of a scan. */
export type LogQuery<Events extends readonly AbiEvent[]> = {
  /** Lower-case or with a checksum. */
  readonly address: Hex
  readonly events: Events
  /** Indexed arguments that the logs must have. All events have them at the same place. */
  readonly args?: Readonly<Record<string, unknown>>
  readonly fromBlock: bigint
  /** Included. If it is below `fromBlock` there is nothing to read. */
  readonly toBlock: bigint
  /** `down` begins with the newest block. Default `up`. */
  readonly direction?: 'up' | 'down'
}

/** Decoded logs with the block they are in. Logs that do not fit their event are left out. */
export type EventLogs<Events extends readonly AbiEvent[]> = GetLogsReturnType<undefined, Events, true, bigint, bigint>

/** Logs of some blocks, both ends included, in the order of the chain. */
export type LogPage<Events extends readonly AbiEvent[]> = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  readonly logs: EventLogs<Events>
}

/**
 * Reads logs page by page, in pages as wide as the endpoint allows.
 *
 * @throws LogRangeRefusedError when the endpoint refuses even one block
 */
export async function* readLogPages<const Events extends readonly AbiEvent[]>(
  { client, logRange }: Pick<Registry, 'client' | 'logRange'>,
  query: LogQuery<Events>,
): AsyncGenerator<LogPage<Events>, void, void> {
  const address = query.address.toLowerCase() as Hex
  const topics = topicsOf(query)
  const ask = async (fromBlock: bigint, toBlock: bigint): Promise<RpcLog[]> => {
    const filter = { address, topics, fromBlock: numberToHex(fromBlock), toBlock: numberToHex(toBlock) }
    // A refusal repeated is a refusal again: the range decides what is asked next, not the transport.
    const answer = await client.request({ method: 'eth_getLogs', params: [filter] }, { retryCount: 0 })
    return parseLogs(answer, { addresses: [address], fromBlock, toBlock })
  }
  const origin = nameEndpoint(client)
  const ranges = readLogRanges({
    fromBlock: query.fromBlock,
    toBlock: query.toBlock,
    direction: query.direction ?? 'up',
    width: logRange,
    read: ask,
    countOf: (logs) => logs.length,
    failureOf: (error) => failureOf(error, origin),
  })
  for await (const { fromBlock, toBlock, answer } of ranges) {
    const logs = answer.map((log) => ({ ...log, removed: false }) as unknown as Log<bigint, number, false>)
    const parsed = parseEventLogs({ abi: query.events, logs, strict: true })
    yield { fromBlock, toBlock, logs: parsed as unknown as EventLogs<Events> }
  }
}

const topicsOf = ({ events, args }: LogQuery<readonly AbiEvent[]>): (Hex | Hex[] | null)[] => {
  const [event] = events
  const selectors = events.map((item) => toEventSelector(item))
  if (args === undefined || event === undefined) return [selectors]
  const parameters = { abi: [event], eventName: event.name, args } as Parameters<typeof encodeEventTopics>[0]
  const [, ...indexed] = encodeEventTopics(parameters)
  // An endpoint takes a filter of more topics than a log has as one that the log does not pass.
  const last = indexed.findLastIndex((topic) => topic !== null)
  return [selectors, ...indexed.slice(0, last + 1)]
}

/** Undefined for errors that are not about the endpoint. */
const failureOf = (error: unknown, origin: string): RangeFailure | undefined => {
  if (!(error instanceof BaseError) && !(error instanceof RpcAnswerInvalidError)) return undefined
  return { ...classifyFailure(error, 'eth_getLogs'), origin }
}

/** Only the origin is shown: the rest of a URL may hold a key. */
const nameEndpoint = ({ transport }: PublicClient): string => {
  const { url } = transport as { readonly url?: string }
  return url !== undefined && URL.canParse(url) ? originOf(url) : 'The endpoint'
}
