import { type Hex, zeroHash } from 'viem'
import type { Ticket } from '../../shared/serviceNode/ticket.ts'
import { createExactRewards, type ExactRewards } from '../support/exactRewards.ts'
import type { Beacon, BeaconIndex } from './beacon.ts'
import type { Keyring } from './createKeyring.ts'
import type { ModelPool } from './modelPool.ts'
import type { Change, Parameters } from './operation.ts'
import type { PoolTerms } from './poolOperation.ts'
import type { Endpoint, KeyIndex, Registration } from './registration.ts'

/** The contracts' numbers of `IServiceNodeRegistry.Status`. */
export const STATUS = { None: 0, Pending: 1, Active: 2, Suspended: 3, Exited: 4, Removed: 5 } as const
export type Status = (typeof STATUS)[keyof typeof STATUS]

/** Surroundings of the contracts, and the values fixed at their deployment. */
export type World = {
  readonly registry: Hex
  readonly token: Hex
  readonly rewardsPool: Hex
  readonly contributionPools: Hex
  readonly signerSets: Hex
  readonly accessManager: Hex
  /** Holds every role. */
  readonly governor: Hex
  readonly epochSeconds: number
  /** Unix seconds. */
  readonly launchEnd: number
  /** Q128 of the balance per second, of a full network. */
  readonly rewardRate: bigint
  /** Active nodes that make a full network. */
  readonly fullEmissionNodes: number
  readonly keyring: Keyring
  /** Contracts that may become sources. The first one is the source from the start. */
  readonly beacons: readonly Beacon[]
  /** Id of an operation in the manager and its errors. */
  readonly scheduleId: (caller: Hex, change: Change) => Hex
  /** keccak of a pool's terms in the ABI's encoding, which contributors pass. */
  readonly termsHash: (poolId: bigint, opener: Hex, terms: PoolTerms) => Hex
  /** keccak of a registration and its signature in the ABI's encoding. */
  readonly registrationHash: (registration: Registration) => Promise<Hex>
}

/** A BLS key that its node used before. `statusEpoch`: that of the node until then. */
export type ReplacedKey = { readonly key: KeyIndex; readonly statusEpoch: number }

/** An Ed25519 key that its node used before, with the endpoint until then. */
export type ReplacedIdentity = {
  readonly ed25519Key: Hex
  readonly endpoint: Endpoint
  readonly endpointEpoch: number
}

/** Unix seconds, base units, epochs. */
export type ModelNode = {
  readonly nodeId: number
  operator: Hex
  pendingOperator: Hex | undefined
  owner: Hex
  pendingOwner: Hex | undefined
  /** Locked, or the amount paid if `paid`. */
  principal: bigint
  paid: boolean
  /** The keys that it uses now. */
  key: KeyIndex
  ed25519Key: Hex
  readonly replacedKeys: ReplacedKey[]
  readonly replacedIdentities: ReplacedIdentity[]
  endpoint: Endpoint
  /** Epochs of the last changes; 0: never. */
  endpointEpoch: number
  extensionEpoch: number
  ownerRotationEpoch: number
  operatorRotationEpoch: number
  operatorEpoch: number
  /** keccak of the document; zeros: none. */
  extensionHash: Hex
  /** The time in its record, renewed with an Ed25519 key and an operator. */
  activatedAt: number
  seed: bigint
  leafIndex: number
  status: Status
  /** From its activation on, the time of that. */
  activatableAt: number
  exitDueAt: number
  suspendedAt: number
  readonly ticket: Ticket
  /** Epoch in which it last joined or left the list. A rotation of keys is neither. */
  statusEpoch: number
  rewardsPaid: bigint
}

/** A key joined or left the signers: its node joined or left the list, or rotated its keys. */
export type MembershipChange = {
  readonly time: number
  readonly nodeId: number
  readonly key: KeyIndex
  readonly joined: boolean
}

/** An activation that is limited. `active`: number of active nodes before it. */
export type Activation = { readonly epoch: number; readonly active: number }

export type ModelState = {
  readonly world: World
  parameters: Parameters
  /** Governance may not change them before this time. */
  parametersChangeableFrom: number
  /** 0: never paused. */
  pausedUntil: number
  /** Contracts by their number in tickets. The last one gives new tickets. */
  readonly sources: BeaconIndex[]
  /** Published rounds by contract. */
  readonly published: readonly Set<number>[]
  readonly nodes: Map<number, ModelNode>
  /** By leaf index; undefined: empty. */
  readonly leaves: (Hex | undefined)[]
  /** Freed indexes that were not reused, the last one freed at the end. */
  readonly freed: number[]
  listVersion: bigint
  readonly membershipChanges: MembershipChange[]
  /** Epochs of all removals. */
  readonly removals: number[]
  /** All activations since the launch, and returns that count as one. */
  readonly activations: Activation[]
  /** Epochs of all suspensions and removals from the list that are limited. */
  readonly suspensions: number[]
  readonly rewards: ExactRewards
  /** Base units of the rewards pool that are balance or owed. It holds the others untracked. */
  rewardsBooked: bigint
  /** Calls that made the pool accrue. */
  poolCalls: bigint
  readonly balances: Map<Hex, bigint>
  /** By owner and spender, see `allowanceOf`. */
  readonly allowances: Map<string, bigint>
  readonly permitNonces: Map<Hex, bigint>
  /** Unix seconds from which an operation may be executed, by its id. */
  readonly schedules: Map<Hex, number>
  /** Contribution pools, by id from 1 on. */
  readonly pools: Map<bigint, ModelPool>
  /** Credit that the contribution pools owe to beneficiaries, settled slot by slot. */
  readonly credit: Map<Hex, bigint>
  /** Gifts: base units sent to the contribution pools without a call. */
  poolGifts: bigint
  /** Count of each reached state, as proof that a run tested something. */
  readonly reached: Map<string, number>
}

export const createState = (
  world: World,
  start: { parameters: Parameters; parametersChangeableFrom: number; time: number; balances: ReadonlyMap<Hex, bigint> },
): ModelState => ({
  world,
  parameters: start.parameters,
  parametersChangeableFrom: start.parametersChangeableFrom,
  pausedUntil: 0,
  sources: [0],
  published: world.beacons.map(({ knownRound }) => new Set([knownRound])),
  nodes: new Map(),
  leaves: [],
  freed: [],
  listVersion: 0n,
  membershipChanges: [],
  removals: [],
  activations: [],
  suspensions: [],
  rewards: createExactRewards(
    { rate: world.rewardRate, fullNodes: BigInt(world.fullEmissionNodes) },
    BigInt(start.time),
  ),
  rewardsBooked: 0n,
  poolCalls: 0n,
  balances: new Map(start.balances),
  allowances: new Map(),
  permitNonces: new Map(),
  schedules: new Map(),
  pools: new Map(),
  credit: new Map(),
  poolGifts: 0n,
  reached: new Map(),
})

export const reach = (state: ModelState, what: string): void => {
  state.reached.set(what, (state.reached.get(what) ?? 0) + 1)
}

/** A node that has just registered has none of these yet. */
export const UNCHANGED = {
  pendingOwner: undefined,
  pendingOperator: undefined,
  endpointEpoch: 0,
  extensionEpoch: 0,
  ownerRotationEpoch: 0,
  operatorRotationEpoch: 0,
  operatorEpoch: 0,
  extensionHash: zeroHash,
} as const

/** Length of the time since 1970 in epochs, rounded down. */
export const epochAt = (state: ModelState, time: number): number => Math.floor(time / state.world.epochSeconds)
