import type { Hex } from '../../shared/bytes.ts'
import type { ContractName } from '../contracts.ts'

/** A contract as the state after a block proves it. */
export type ProvenContract = {
  name: ContractName
  /** Number of its events since the deployment. Null: the contract counts none. */
  events: bigint | null
  /** Root of its storage, by which a contract without a counter shows that nothing happened. 32 bytes. */
  storageHash: Hex
}

/** A block, and what its state proves about each contract. */
export type ProvenPoint = { number: bigint; hash: Hex; contracts: ProvenContract[] }

/** The number of events that a contract's state proves is not the number of its logs in the tables. */
export type CountFault = { contract: ContractName; proven: bigint; held: bigint }

/** The tables up to a block do not have the events that the contracts count. */
export type Accusation = {
  point: ProvenPoint
  faults: readonly CountFault[]
  /** Newest point up to which they had them. Undefined: there is none. */
  before: ProvenPoint | undefined
}
