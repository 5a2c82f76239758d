import { type Abi, type AbiEvent, decodeEventLog, type Hex, toEventSelector } from 'viem'
import { accessManagerAbi } from '../../shared/contracts/accessManagerAbi.ts'
import { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { ContractName, MirroredContract } from '../contracts.ts'
import { LogUndecodableError } from './errors.ts'
import type { ContractEvent, ContractLog, RawLog } from './types.ts'

/** One entry per event, so that decoding need not search the ABI. */
const eventsOf = (abi: Abi): ReadonlyMap<string, AbiEvent> =>
  new Map(abi.filter((item) => item.type === 'event').map((event) => [toEventSelector(event), event]))

const EVENTS: Readonly<Record<ContractName, ReadonlyMap<string, AbiEvent>>> = {
  REGISTRY: eventsOf(serviceNodeRegistryAbi),
  REWARDS_POOL: eventsOf(rewardsPoolAbi),
  CONTRIBUTION_POOLS: eventsOf(contributionPoolsAbi),
  ACCESS_MANAGER: eventsOf(accessManagerAbi),
}

/** First topics of all events of a contract. */
export const eventTopics = (contract: ContractName): readonly Hex[] => [...EVENTS[contract].keys()] as Hex[]

/** Reads a log of one of the contracts. */
export type LogDecoder = (raw: RawLog) => ContractLog

/** Creates the decoder of the logs of these contracts. */
export function createLogDecoder(contracts: readonly Pick<MirroredContract, 'name' | 'address'>[]): LogDecoder {
  const names = new Map(contracts.map(({ name, address }) => [address, name]))
  return (raw) => {
    const contract = names.get(raw.address)
    if (contract === undefined)
      throw new LogUndecodableError({ ...raw, cause: new Error(`${raw.address} is not ours`) })
    return decodeLog(contract, raw)
  }
}

/**
 * Reads a log of a contract. A topic the ABI does not know gives `event: null`: the log is kept, nothing is folded.
 *
 * @throws LogUndecodableError when the topic is known and the rest does not fit it
 */
export function decodeLog(contract: ContractName, raw: RawLog): ContractLog {
  const [topic] = raw.topics
  const event = topic === undefined ? undefined : EVENTS[contract].get(topic)
  if (event === undefined) return { raw, contract, event: null }
  try {
    const decoded = decodeEventLog({
      abi: [event],
      topics: [...raw.topics] as [Hex, ...Hex[]],
      data: raw.data,
      strict: true,
    })
    return { raw, contract, event: decoded } as unknown as ContractLog
  } catch (cause) {
    throw new LogUndecodableError({ blockNumber: raw.blockNumber, logIndex: raw.logIndex, cause })
  }
}

/**
 * Arguments of an event as JSON: bigint as decimal strings, addresses and hex in lower case. The label of a role is the
 * only text; Postgres has no NUL in texts, U+FFFD stands for it.
 */
export function argsToJson(event: ContractEvent): string {
  return JSON.stringify(event.args ?? {}, (name, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (typeof value !== 'string') return value
    return name === 'label' ? value.replaceAll('\0', '\u{FFFD}') : value.toLowerCase()
  })
}

/** The node an event is about, or null. */
export function nodeIdOf(event: ContractEvent): number | null {
  return event.args !== undefined && 'nodeId' in event.args ? event.args.nodeId : null
}
