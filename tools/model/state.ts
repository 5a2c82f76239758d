import type { Hex } from 'viem'
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
  readonly accessManager: Hex
  /** Holds every role. */
  readonly governor: Hex
  readonly epochSeconds: number
  /** Q128 of the balance per second. */
  readonly rewardRate: bigint
  readonly keyring: Keyring
  /** Contracts that may become sources. The first one is the source from the start. */
  readonly beacons: readonly Beacon[]
  /** Id of an operation in the manager and its errors. */
  readonly scheduleId: (caller: Hex, change: Change) => Hex
  /** keccak of a pool's terms in the ABI's encoding, which contributors pass. */
  readonly termsHash: (poolId: bigint, operator: Hex, terms: PoolTerms) => Hex
  /** keccak of a registration and its signature in the ABI's encoding. */
  readonly registrationHash: (registration: Registration) => Promise<Hex>
}

/** Unix seconds, base units, epochs. */
export type ModelNode = {
  readonly nodeId: number
  readonly operator: Hex
  owner: Hex
  pendingOwner: Hex | undefined
  /** Locked, or the amount paid if `paid`. */
  principal: bigint
  paid: boolean
  readonly key: KeyIndex
  readonly ed25519Key: Hex
  endpoint: Endpoint
  endpointEpoch: number
  activatedAt: number
  seed: bigint
  leafIndex: number
  status: Status
  activatableAt: number
  exitDueAt: number
  suspendedAt: number
  readonly ticket: Ticket
  /** Epoch in which it last joined or left the list. */
  statusEpoch: number
  rewardsPaid: bigint
}

/** One node joined or left the list. */
export type MembershipChange = { readonly time: number; readonly nodeId: number; readonly joined: boolean }

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
  /** Times of all removals. */
  readonly removals: number[]
  readonly rewards: ExactRewards
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
  rewards: createExactRewards(world.rewardRate, BigInt(start.time)),
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

/** Length of the time since 1970 in epochs, rounded down. */
export const epochAt = (state: ModelState, time: number): number => Math.floor(time / state.world.epochSeconds)
