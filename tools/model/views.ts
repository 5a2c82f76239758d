import type { Hex } from 'viem'

/** A node as the contracts show it, gathered from all of them. Addresses in lower case. */
export type NodeView = {
  readonly owner: Hex
  readonly operator: Hex
  readonly pendingOwner: Hex
  readonly pendingOperator: Hex
  readonly principal: bigint
  readonly paid: boolean
  readonly principalPaid: bigint
  readonly ip: Hex
  readonly rpcPort: number
  readonly quicPort: number
  readonly endpointEpoch: number
  readonly extensionEpoch: number
  readonly extensionHash: Hex
  readonly ownerRotationEpoch: number
  readonly operatorRotationEpoch: number
  readonly operatorEpoch: number
  readonly activatedAt: number
  readonly seed: bigint
  readonly leafIndex: number
  readonly status: number
  readonly activatableAt: number
  readonly exitDueAt: number
  readonly suspendedAt: number
  readonly ticket: number
  /** Ids of the nodes that used its keys. They must be its own. */
  readonly blsKeyUser: number
  readonly ed25519KeyUser: number
  /** Always 0: its Ed25519 key is not replaced. */
  readonly flags: number
  /** The last interval of its BLS key as signer; zeros: never one. */
  readonly joinedEpoch: number
  readonly leftEpoch: number
  readonly statusEpoch: number
  readonly replaced: boolean
}

/** Storage of a BLS key, and of an Ed25519 key, that a node may have replaced. */
export type SignerView = Pick<NodeView, 'joinedEpoch' | 'leftEpoch' | 'statusEpoch' | 'replaced'> & {
  readonly nodeId: number
}
export type IdentityView = Pick<NodeView, 'ip' | 'rpcPort' | 'quicPort' | 'endpointEpoch' | 'flags'> & {
  readonly nodeId: number
}

export type ListView = {
  readonly root: Hex
  readonly version: bigint
  readonly leafCount: number
  readonly depth: number
}

/** `aggregate`: 128 bytes. */
export type SignerSetView = { readonly aggregate: Hex; readonly members: number }

export type PoolView = {
  readonly balanceX32: bigint
  readonly accruedAt: number
  readonly activeNodes: number
  readonly rewardPerNodeX32: bigint
  readonly owedX32: bigint
  /** Events that the contract ever emitted. */
  readonly eventCount: bigint
}

export type RewardAccountView = { readonly markX32: bigint; readonly paid: bigint; readonly active: boolean }

/** A contribution pool as the contract shows it. Hex in lower case. */
export type ContributionPoolView = {
  readonly opener: Hex
  readonly feeBps: number
  readonly deadline: number
  readonly nodeId: number
  readonly state: number
  readonly requirement: bigint
  readonly total: bigint
  readonly registeredAt: number
  readonly slotCount: number
  readonly reservedCount: number
  readonly termsHash: Hex
  readonly registrationHash: Hex
}

/** A slot of it; all zeros: emptied after the pool was over. */
export type SlotView = {
  readonly contributor: Hex
  readonly amount: bigint
  readonly beneficiary: Hex
  readonly contributedAt: number
  readonly paid: bigint
}
