import type { ContractEventName, DecodeEventLogReturnType, Hex } from 'viem'
import type { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { RpcLog } from '../../shared/rpc/parse.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'

/** A block, as far as the indexer keeps it. `timestamp`: unix seconds. */
export type Block = { number: bigint; hash: Hex; parentHash: Hex; timestamp: bigint }

/** A log of the registry as an endpoint gave it, checked for form. */
export type RawLog = RpcLog

type Abi = typeof serviceNodeRegistryAbi
/** One of the registry's events with its arguments, told apart by `eventName`. */
export type RegistryEvent = DecodeEventLogReturnType<Abi, ContractEventName<Abi>, Hex[], Hex, true>

/** A raw log with what it means; `event` is null where the ABI does not know its first topic. */
export type RegistryLog = { raw: RawLog; event: RegistryEvent | null }

/** A block with the registry's logs in it as they came, ordered by log index. */
export type BlockWithRawLogs = { block: Block; logs: readonly RawLog[] }

/** A block together with all of the registry's logs in it, ordered by log index. */
export type BlockWithLogs = { block: Block; logs: readonly RegistryLog[] }

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

/** A key that its node has replaced. */
export type ReplacedKey = {
  kind: 'BLS' | 'ED25519'
  /** keccak256 of a BLS key, an Ed25519 key itself. 32 bytes. */
  key: Hex
  nodeId: number
  /** The rotation says that the key is stolen. */
  compromised: boolean
  /** Block of the rotation. */
  blockNumber: bigint
}

/** What one block, or a run of blocks, changed. */
export type Changes = {
  /** For each block and node at most one: the node's state at the end of the block. Ordered by block. */
  versions: { blockNumber: bigint; node: ServiceNode }[]
  lists: ListVersion[]
  replacedKeys: ReplacedKey[]
}
