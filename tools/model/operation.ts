import type { Hex } from 'viem'
import type { BeaconIndex } from './beacon.ts'
import type { PoolCall } from './poolOperation.ts'
import type { Endpoint, KeyIndex, ProofKind, Registration, SignedPermit } from './registration.ts'

/** Parameters that governance may change. Amounts are in base units, delays in seconds. */
export type Parameters = {
  readonly stakingRequirement: bigint
  readonly activationDelay: number
  readonly exitDelay: number
  readonly removalLock: number
  readonly penaltyBps: number
  readonly minQuorum: number
  readonly removalReward: bigint
}

export type RegisterCall = Registration & {
  readonly kind: 'register'
  readonly sender: Hex
  readonly expectedStake: bigint
  readonly permit?: SignedPermit
}

/** `key`, `ed25519Key`: the keys that are brought along, the node's own or not; each call takes those it needs. */
export type NodeCall = {
  readonly kind: 'activate' | 'acceptOwner' | 'acceptOperator' | 'requestExit' | 'exit' | 'resumeByOperator'
  readonly sender: Hex
  readonly nodeId: number
  readonly key: KeyIndex
  readonly ed25519Key: Hex
}

export type UpdateEndpointCall = {
  readonly kind: 'updateEndpoint'
  readonly sender: Hex
  readonly nodeId: number
  readonly key: KeyIndex
  readonly ed25519Key: Hex
  readonly endpoint: Endpoint
}

export type ProposeOwnerCall = {
  readonly kind: 'proposeOwner'
  readonly sender: Hex
  readonly nodeId: number
  readonly pendingOwner: Hex
}

export type ProposeOperatorCall = {
  readonly kind: 'proposeOperator'
  readonly sender: Hex
  readonly nodeId: number
  readonly pendingOperator: Hex
}

export type SetExtensionCall = {
  readonly kind: 'setExtension'
  readonly sender: Hex
  readonly nodeId: number
  readonly key: KeyIndex
  readonly ed25519Key: Hex
  readonly document: Hex
}

/** `previousKey`, `previousEd25519Key`: the keys that are brought along as the node's present ones, right or not. */
export type RotateKeysCall = {
  readonly kind: 'rotateKeys'
  readonly sender: Hex
  readonly nodeId: number
  readonly previousKey: KeyIndex
  readonly previousEd25519Key: Hex
  readonly key: KeyIndex | 'infinity'
  readonly ed25519Key: Hex
  readonly ed25519SignatureBytes: number
  readonly proof: ProofKind
  readonly compromised: boolean
  readonly deadline: bigint
}

/** Terms that the members of a signer set sign. */
export type QuorumTerms = {
  readonly action: 'suspend' | 'resume' | 'remove'
  readonly nodeId: number
  readonly reason: number
  readonly evidenceHash: Hex
  readonly epoch: number
  readonly reporter: Hex
}

/** `signature`: by these keys over these terms, which need not be the ones of the call. */
export type QuorumCall = {
  readonly kind: 'quorum'
  readonly sender: Hex
  readonly terms: QuorumTerms
  readonly key: KeyIndex
  /** Brought along where the node is resumed. */
  readonly ed25519Key: Hex
  readonly nonSigners: readonly { readonly nodeId: number; readonly key: KeyIndex }[]
  readonly signature: { readonly terms: QuorumTerms; readonly keys: readonly KeyIndex[] } | 'zero'
}

export type ClaimCall = { readonly kind: 'claim'; readonly sender: Hex; readonly nodeIds: readonly number[] }
export type SweepCall = { readonly kind: 'sweep'; readonly sender: Hex }
export type AbsorbCall = { readonly kind: 'absorb'; readonly sender: Hex }
export type FundCall = { readonly kind: 'fund'; readonly sender: Hex; readonly amount: bigint }
export type TransferCall = {
  readonly kind: 'transfer'
  readonly sender: Hex
  readonly to: Hex
  readonly amount: bigint
}
export type ApproveCall = {
  readonly kind: 'approve'
  readonly sender: Hex
  readonly spender: Hex
  readonly amount: bigint
}

/** `sender` shows a permit to the token itself. */
export type UsePermitCall = {
  readonly kind: 'usePermit'
  readonly sender: Hex
  readonly owner: Hex
  readonly permit: SignedPermit
}
export type PauseCall = { readonly kind: 'pauseRegistration' | 'unpauseRegistration'; readonly sender: Hex }

/** Changes of the registry by the parameter role. `beacon`: the contract that later tickets name. */
export type Change =
  | { readonly kind: 'setParameters'; readonly parameters: Parameters }
  | { readonly kind: 'setRandomness'; readonly beacon: BeaconIndex }

/** `schedule` and `execute` through the manager; `change` at the registry itself. */
export type GovernanceCall = {
  readonly kind: 'schedule' | 'execute' | 'change'
  readonly sender: Hex
  readonly change: Change
}

/**
 * `otherRound`: of the next round; `otherKey`: by another key; `negated`: same x, other y; `zero`: infinity;
 * `offCurve`, `offSubgroup`: points that the precompile refuses.
 */
export type RoundSignature = 'good' | 'otherRound' | 'otherKey' | 'negated' | 'zero' | 'offCurve' | 'offSubgroup'

export type PublishCall = {
  readonly kind: 'publish'
  readonly sender: Hex
  readonly beacon: BeaconIndex
  readonly round: number
  readonly signature: RoundSignature
}

/** Empty blocks, so many seconds apart. */
export type MineCall = { readonly kind: 'mine'; readonly blocks: number; readonly intervalSeconds: number }

export type Call =
  | RegisterCall
  | NodeCall
  | UpdateEndpointCall
  | ProposeOwnerCall
  | ProposeOperatorCall
  | SetExtensionCall
  | RotateKeysCall
  | QuorumCall
  | ClaimCall
  | AbsorbCall
  | FundCall
  | SweepCall
  | TransferCall
  | ApproveCall
  | UsePermitCall
  | PauseCall
  | GovernanceCall
  | PublishCall
  | MineCall
  | PoolCall

/** A call, and how many seconds after the block before. */
export type Operation = { readonly delaySeconds: number; readonly call: Call }

/** The block that an operation is in. */
export type Block = { readonly number: bigint; readonly time: number }
