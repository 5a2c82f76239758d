import type { Abi, ContractEventName, DecodeEventLogReturnType, Hex } from 'viem'
import type { accessManagerAbi } from '../../shared/contracts/accessManagerAbi.ts'
import type { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import type { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import type { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { RpcLog } from '../../shared/rpc/parse.ts'
import type { ContractName } from '../contracts.ts'
import type { RowChanges } from '../store/tables.ts'

/** A block, as far as the indexer keeps it. `timestamp`: unix seconds. */
export type Block = { number: bigint; hash: Hex; parentHash: Hex; timestamp: bigint }

/** A log of one of the contracts as an endpoint gave it, checked for form. */
export type RawLog = RpcLog

type Abis = {
  REGISTRY: typeof serviceNodeRegistryAbi
  REWARDS_POOL: typeof rewardsPoolAbi
  CONTRIBUTION_POOLS: typeof contributionPoolsAbi
  ACCESS_MANAGER: typeof accessManagerAbi
}

type DecodedOf<A extends Abi> = DecodeEventLogReturnType<A, ContractEventName<A>, Hex[], Hex, true>

/** One of a contract's events with its arguments, told apart by `eventName`. */
export type EventOf<Name extends ContractName> = DecodedOf<Abis[Name]>

/** A raw log with what it means; `event` is null where the ABI does not know its first topic. */
export type LogOf<Name extends ContractName> = { raw: RawLog; contract: Name; event: EventOf<Name> | null }

/** An event of any of the contracts. */
export type ContractEvent = { [Name in ContractName]: EventOf<Name> }[ContractName]

/** A log of any of the contracts, told apart by `contract`. */
export type ContractLog = { [Name in ContractName]: LogOf<Name> }[ContractName]

/** A block with the contracts' logs in it as they came, ordered by log index. */
export type BlockWithRawLogs = { block: Block; logs: readonly RawLog[] }

/** A block together with all of the contracts' logs in it, ordered by log index. */
export type BlockWithLogs = { block: Block; logs: readonly ContractLog[] }

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

/** Changes of one block, or of a run of blocks. */
export type Changes = {
  /** The states at the end of the blocks. */
  rows: RowChanges
  lists: ListVersion[]
  replacedKeys: ReplacedKey[]
}
