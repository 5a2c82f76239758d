import { type AbiEvent, decodeEventLog, toEventSelector } from 'viem'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { LogUndecodableError } from './errors.ts'
import type { RawLog, RegistryEvent, RegistryLog } from './types.ts'

const EVENTS: readonly AbiEvent[] = serviceNodeRegistryAbi.filter((item) => item.type === 'event')

/** One entry per event, so that decoding need not search the ABI. */
const EVENT_BY_TOPIC = new Map(EVENTS.map((event) => [toEventSelector(event), event]))

/** First topics of all events of the registry. */
export const EVENT_TOPICS: readonly string[] = [...EVENT_BY_TOPIC.keys()]

/**
 * Reads a log of the registry. A topic the ABI does not know gives `event: null`: the log is kept, nothing is folded.
 *
 * @throws LogUndecodableError when the topic is known and the rest does not fit it
 */
export function decodeLog(raw: RawLog): RegistryLog {
  const [topic] = raw.topics
  const event = topic === undefined ? undefined : EVENT_BY_TOPIC.get(topic as `0x${string}`)
  if (event === undefined) return { raw, event: null }
  try {
    const decoded = decodeEventLog({
      abi: [event],
      topics: [...raw.topics] as [`0x${string}`, ...`0x${string}`[]],
      data: raw.data,
      strict: true,
    })
    return { raw, event: decoded as unknown as RegistryEvent }
  } catch (cause) {
    throw new LogUndecodableError({ blockNumber: raw.blockNumber, logIndex: raw.logIndex, cause })
  }
}

/** Arguments of an event as JSON: bigint as decimal strings, addresses and hex in lower case. */
export function argsToJson(event: RegistryEvent): string {
  return JSON.stringify(event.args ?? {}, (_, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'string' && value.startsWith('0x')) return value.toLowerCase()
    return value
  })
}

/** The node an event is about, or null. */
export function nodeIdOf(event: RegistryEvent): number | null {
  return event.args !== undefined && 'nodeId' in event.args ? event.args.nodeId : null
}
