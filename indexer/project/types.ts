import type { ContractEventName, DecodeEventLogReturnType, Hex } from 'viem'
import type { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'

/** A block, as far as the indexer keeps it. `timestamp`: unix seconds. */
export type Block = { number: bigint; hash: Hex; parentHash: Hex; timestamp: bigint }

/** A log of the registry as an endpoint gave it, checked for form. All hex is lower-case. */
export type RawLog = {
  blockNumber: bigint
  blockHash: Hex
  logIndex: number
  transactionHash: Hex
  transactionIndex: number
  topics: readonly Hex[]
  data: Hex
}

type Abi = typeof serviceNodeRegistryAbi
/** One of the registry's events with its arguments, told apart by `eventName`. */
export type RegistryEvent = DecodeEventLogReturnType<Abi, ContractEventName<Abi>, Hex[], Hex, true>

/** A raw log with what it means; `event` is null where the ABI does not know its first topic. */
export type RegistryLog = { raw: RawLog; event: RegistryEvent | null }

/** A block with the registry's logs in it as they came, ordered by log index. */
export type BlockWithRawLogs = { block: Block; logs: readonly RawLog[] }

/** A block together with all of the registry's logs in it, ordered by log index. */
export type BlockWithLogs = { block: Block; logs: readonly RegistryLog[] }

/** A service node at some block. Never changed in place: the fold makes a new one. */
export type ServiceNode = {
  readonly nodeId: number
  readonly status: ServiceNodeStatus
  readonly operator: Hex
  readonly owner: Hex
  readonly pendingOwner: Hex | null
  /** Token base units locked; 0 once paid. */
  readonly principal: bigint
  readonly feeBps: number
  readonly ed25519Key: Hex
  /** 128-byte EIP-2537 encoding. */
  readonly blsKey: Hex
  readonly blsKeyHash: Hex
  /** Whether the Ed25519 key signed its own registration (the contract cannot check that). */
  readonly identityProofValid: boolean
  /** 16 bytes; IPv4 as ::ffff:a.b.c.d. */
  readonly ip: Hex
  readonly rpcPort: number
  readonly quicPort: number
  /** Unix seconds, like the other times. */
  readonly registeredAt: bigint
  readonly activatableAt: bigint
  readonly activatedAt: bigint | null
  readonly seed: bigint | null
  readonly exitDueAt: bigint | null
  /** Where it stands in the list, while ACTIVE. */
  readonly leafIndex: number | null
}

/** The list after one `ListChanged`. */
export type ListVersion = {
  version: bigint
  root: Hex
  leafCount: number
  depth: number
  blockNumber: bigint
  blockHash: Hex
  blockTimestamp: bigint
}

/** What one block, or a run of blocks, changed. */
export type Changes = {
  /** For each block and node at most one: the node's state at the end of the block. Ordered by block. */
  versions: { blockNumber: bigint; node: ServiceNode }[]
  lists: ListVersion[]
}
