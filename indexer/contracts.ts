import { getContractAddress, type Hex } from 'viem'
import { bigintMin } from './bigintMath.ts'

/** Contracts whose events are mirrored. A log's `contract` is one of these names, in the tables too. */
export type ContractName = 'REGISTRY' | 'REWARDS_POOL' | 'CONTRIBUTION_POOLS' | 'ACCESS_MANAGER'

/** A contract whose events are mirrored. */
export type MirroredContract = {
  name: ContractName
  /** Lower-case address. */
  address: Hex
  /** Block before which the contract had no events. */
  deployBlock: bigint
}

/** The place of a contract's count of its events: `bits` of them, from bit `shift` of a storage slot on. */
export type EventCounter = { slot: Hex; shift: bigint; bits: bigint }

/** Counters of events. A test compares them with the compiler's layout. An access manager counts none. */
export const EVENT_COUNTERS: Readonly<Partial<Record<ContractName, EventCounter>>> = {
  REGISTRY: { slot: slotAt(1), shift: 136n, bits: 64n },
  REWARDS_POOL: { slot: slotAt(1), shift: 200n, bits: 56n },
  CONTRIBUTION_POOLS: { slot: slotAt(0), shift: 0n, bits: 64n },
}

function slotAt(index: number): Hex {
  return `0x${index.toString(16).padStart(64, '0')}`
}

/** The registry's first contract: its constructor makes it. An account's first contract has nonce 1 (EIP-161). */
const REWARDS_POOL_NONCE = 1n

/** Addresses that tell all contracts of a network. */
export type Network = {
  registry: Hex
  /** Block the registry was deployed in. */
  deployBlock: bigint
  /** Deployed after the registry. */
  contributionPools: Hex
  accessManager: Hex
  /** Block the access manager was deployed in. It is older than the registry. */
  accessManagerBlock: bigint
}

/** Returns the contracts whose events are mirrored. The rewards pool follows from the registry's address. */
export function contractsOf(network: Network): readonly MirroredContract[] {
  const registry = network.registry.toLowerCase() as Hex
  const rewardsPool = getContractAddress({ from: registry, nonce: REWARDS_POOL_NONCE }).toLowerCase() as Hex
  const { deployBlock } = network
  return [
    { name: 'REGISTRY', address: registry, deployBlock },
    { name: 'REWARDS_POOL', address: rewardsPool, deployBlock },
    { name: 'CONTRIBUTION_POOLS', address: network.contributionPools.toLowerCase() as Hex, deployBlock },
    {
      name: 'ACCESS_MANAGER',
      address: network.accessManager.toLowerCase() as Hex,
      deployBlock: network.accessManagerBlock,
    },
  ]
}

/** Returns the first block with an event of any of them. */
export const firstBlockOf = (contracts: readonly MirroredContract[]): bigint =>
  contracts.map(({ deployBlock }) => deployBlock).reduce(bigintMin)
