import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bytesToHex, type Hex, keccak256, zeroAddress, zeroHash } from 'viem'
import type { LogEntry } from '../driver/createDriver.ts'
import { DifferenceError } from '../errors.ts'
import { depthOf, rootOf } from '../list.ts'
import type { Parameters } from '../operation.ts'
import { PARAMETERS_REST_SECONDS } from '../rules/governance.ts'
import { STATUS } from '../state.ts'
import type { ListView, NodeView, PoolView, RewardAccountView, SignerSetView } from '../views.ts'

const { Point } = bls12_381.G1
type G1 = InstanceType<typeof Point>

const STILL_SIGNER = 2 ** 32 - 1
const DAY_SECONDS = 86_400

/** State without allowances and permits, which ERC-20 does not log. */
export type Rebuilt = {
  readonly nodes: ReadonlyMap<number, NodeView>
  /** keccak of the BLS key, and the Ed25519 key. */
  readonly keys: ReadonlyMap<number, { readonly blsKeyHash: Hex; readonly ed25519Key: Hex }>
  readonly list: ListView
  /** Freed leaf indexes in the order in which they were freed. */
  readonly freed: readonly number[]
  readonly principalOwed: bigint
  readonly parameters: Parameters | undefined
  readonly parametersChangeableFrom: number
  readonly pausedUntil: number
  /** Contracts by their number in tickets. */
  readonly sources: readonly Hex[]
  readonly pool: PoolView
  readonly rewardAccounts: ReadonlyMap<number, RewardAccountView>
  readonly balances: ReadonlyMap<Hex, bigint>
  /** Removals by day since 1970. */
  readonly removalsByDay: ReadonlyMap<number, number>
  readonly signerSet: (epoch: number) => SignerSetView
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

type State = {
  nodes: Map<number, Mutable<NodeView>>
  keys: Map<number, { hash: Hex; point: G1; ed25519Key: Hex }>
  leaves: (Hex | undefined)[]
  freed: number[]
  version: bigint
  changes: { epoch: number; nodeId: number; joined: boolean }[]
  parameters: Parameters | undefined
  parametersChangeableFrom: number
  pausedUntil: number
  sources: Hex[]
  pool: Mutable<PoolView>
  rewardAccounts: Map<number, Mutable<RewardAccountView>>
  balances: Map<Hex, bigint>
  removalsByDay: Map<number, number>
  readonly epochSeconds: number
}

// biome-ignore lint/suspicious/noExplicitAny: the arguments of an event have the types of its ABI, checked by the comparison
type Args = any

type Fold = (state: State, args: Args, time: number) => void

/**
 * Rebuilds the state of all contracts but the contribution pools from their events and block times alone.
 *
 * @throws DifferenceError if the list's version leaps, or a leaf is reused out of order
 */
export const replayLogs = (logs: readonly LogEntry[], epochSeconds: number): Rebuilt => {
  const state: State = {
    nodes: new Map(),
    keys: new Map(),
    leaves: [],
    freed: [],
    version: 0n,
    changes: [],
    parameters: undefined,
    parametersChangeableFrom: 0,
    pausedUntil: 0,
    sources: [],
    pool: { balanceX32: 0n, accruedAt: 0, activeNodes: 0, rewardPerNodeX32: 0n, owedX32: 0n },
    rewardAccounts: new Map(),
    balances: new Map(),
    removalsByDay: new Map(),
    epochSeconds,
  }
  for (const { contract, name, args, time } of logs) {
    FOLDS[contract]?.[name]?.(state, args, time)
    if (contract === 'rewardsPool') state.pool.accruedAt = time
  }
  return {
    nodes: state.nodes,
    keys: new Map([...state.keys].map(([nodeId, { hash, ed25519Key }]) => [nodeId, { blsKeyHash: hash, ed25519Key }])),
    list: {
      root: rootOf(state.leaves),
      version: state.version,
      leafCount: state.leaves.length,
      depth: depthOf(state.leaves.length),
    },
    freed: state.freed,
    principalOwed: [...state.nodes.values()].reduce((sum, { principal, paid }) => (paid ? sum : sum + principal), 0n),
    parameters: state.parameters,
    parametersChangeableFrom: state.parametersChangeableFrom,
    pausedUntil: state.pausedUntil,
    sources: state.sources,
    pool: state.pool,
    rewardAccounts: state.rewardAccounts,
    balances: state.balances,
    removalsByDay: state.removalsByDay,
    signerSet: (epoch) => signerSetOf(state, epoch),
  }
}

const nodeOf = (state: State, nodeId: number): Mutable<NodeView> => {
  const node = state.nodes.get(nodeId)
  if (node === undefined) throw new RangeError(`An event names node ${nodeId}, which never registered.`)
  return node
}

const registered: Fold = (state, args) => {
  const { nodeId, blsKey, endpoint } = args
  const encoded: Hex = `0x${[blsKey.x_a, blsKey.x_b, blsKey.y_a, blsKey.y_b].map((word: Hex) => word.slice(2)).join('')}`
  const point = Point.fromAffine({ x: BigInt(encoded.slice(0, 130)), y: BigInt(`0x${encoded.slice(130)}`) })
  state.keys.set(nodeId, { hash: keccak256(encoded), point, ed25519Key: args.ed25519Key })
  state.nodes.set(nodeId, {
    owner: args.owner,
    operator: args.operator,
    pendingOwner: zeroAddress,
    principal: args.principal,
    paid: false,
    principalPaid: 0n,
    ...endpoint,
    endpointEpoch: 0,
    activatedAt: 0,
    seed: 0n,
    leafIndex: 0,
    status: STATUS.Pending,
    activatableAt: args.activatableAt,
    exitDueAt: 0,
    suspendedAt: 0,
    ticket: Number(args.ticket),
    blsKeyUser: nodeId,
    ed25519KeyUser: nodeId,
    joinedEpoch: 0,
    leftEpoch: 0,
  })
  state.rewardAccounts.set(nodeId, { markX32: 0n, paid: 0n, active: false })
}

/** Also says when a node joined or left. It is Active if and only if it has a leaf. */
const listChanged: Fold = (state, { version, leafIndex, nodeId, leaf, leafCount }, time) => {
  if (version !== state.version + 1n)
    throw new DifferenceError({ what: 'the version of the list', expected: state.version + 1n, actual: version })
  state.version = version
  const epoch = Math.floor(time / state.epochSeconds)
  const node = nodeOf(state, nodeId)
  if (leaf === zeroHash) {
    state.leaves[leafIndex] = undefined
    state.freed.push(leafIndex)
    state.changes.push({ epoch, nodeId, joined: false })
    Object.assign(node, { leftEpoch: epoch + 1 })
  } else if (state.leaves[leafIndex] === undefined) {
    const next = state.freed.pop() ?? state.leaves.length
    if (next !== leafIndex) throw new DifferenceError({ what: 'the next leaf', expected: next, actual: leafIndex })
    state.leaves[leafIndex] = leaf
    state.changes.push({ epoch, nodeId, joined: true })
    Object.assign(node, { leafIndex, joinedEpoch: epoch + 1, leftEpoch: STILL_SIGNER })
  } else {
    state.leaves[leafIndex] = leaf
  }
  if (state.leaves.length !== leafCount)
    throw new DifferenceError({ what: 'the number of leaves', expected: state.leaves.length, actual: leafCount })
}

const exited: Fold = (state, { nodeId, principalPaid }) => {
  const node = nodeOf(state, nodeId)
  node.principalPaid = principalPaid
  node.paid = true
  node.pendingOwner = zeroAddress
  if (node.status !== STATUS.Removed) node.status = STATUS.Exited
}

const removed: Fold = (state, { nodeId, principal, exitDueAt }, time) => {
  Object.assign(nodeOf(state, nodeId), { status: STATUS.Removed, principal, exitDueAt })
  const day = Math.floor(time / DAY_SECONDS)
  state.removalsByDay.set(day, (state.removalsByDay.get(day) ?? 0) + 1)
}

const setNode =
  (fields: (args: Args, time: number) => Partial<NodeView>): Fold =>
  (state, args, time) => {
    Object.assign(nodeOf(state, args.nodeId), fields(args, time))
  }

const setAccount =
  (fields: (args: Args) => Partial<RewardAccountView>): Fold =>
  (state, args) => {
    Object.assign(state.rewardAccounts.get(args.nodeId) ?? {}, fields(args))
    state.pool.activeNodes = args.activeNodes
  }

const SHIFT = 32n

/** `replayPools` handles those of the contribution pools. */
const FOLDS: Readonly<Partial<Record<LogEntry['contract'], Readonly<Record<string, Fold>>>>> = {
  registry: {
    ServiceNodeRegistered: registered,
    ListChanged: listChanged,
    ServiceNodeExited: exited,
    ServiceNodeRemoved: removed,
    ServiceNodeActivated: setNode(({ seed, activatedAt }) => ({ seed, activatedAt, status: STATUS.Active })),
    EndpointUpdated: setNode(({ endpoint, epoch }) => ({ ...endpoint, endpointEpoch: epoch })),
    ExitRequested: setNode(({ exitDueAt }) => ({ exitDueAt })),
    ServiceNodeSuspended: setNode((_, time) => ({ status: STATUS.Suspended, suspendedAt: time })),
    ServiceNodeResumed: setNode(() => ({ status: STATUS.Active, suspendedAt: 0 })),
    OwnerProposed: setNode(({ pendingOwner }) => ({ pendingOwner })),
    OwnerChanged: setNode(({ owner }) => ({ owner, pendingOwner: zeroAddress })),
    RegistrationPaused: (state, { pausedUntil }) => {
      state.pausedUntil = pausedUntil
    },
    RandomnessChanged: (state, { source, randomness }) => {
      state.sources[source] = randomness
    },
    ParametersChanged: (state, { parameters }, time) => {
      state.parameters = parameters
      state.parametersChangeableFrom = time + PARAMETERS_REST_SECONDS
    },
  },
  rewardsPool: {
    Accrued: (state, { emittedX32, balanceX32, rewardPerNodeX32 }) => {
      Object.assign(state.pool, { balanceX32, rewardPerNodeX32, owedX32: state.pool.owedX32 + emittedX32 })
    },
    Funded: (state, { balanceX32 }) => {
      state.pool.balanceX32 = balanceX32
    },
    NodeActivated: setAccount(({ markX32 }) => ({ active: true, markX32 })),
    NodeDeactivated: setAccount(({ earnedX32 }) => ({ active: false, markX32: earnedX32 })),
    RewardsClaimed: (state, { nodeId, amount, rewardsPaid }) => {
      Object.assign(state.rewardAccounts.get(nodeId) ?? {}, { paid: rewardsPaid })
      state.pool.owedX32 -= amount << SHIFT
    },
  },
  token: {
    Transfer: ({ balances }, { from, to, value }) => {
      balances.set(from, (balances.get(from) ?? 0n) - value)
      balances.set(to, (balances.get(to) ?? 0n) + value)
    },
  },
}

/** Nodes that joined in an epoch before this one, and did not leave in one before it. */
const signerSetOf = (state: State, epoch: number): SignerSetView => {
  const members = new Set<number>()
  for (const change of state.changes) {
    if (change.epoch >= epoch) break
    if (change.joined) members.add(change.nodeId)
    else members.delete(change.nodeId)
  }
  let sum = Point.ZERO
  for (const nodeId of members) sum = sum.add(state.keys.get(nodeId)?.point ?? Point.ZERO)
  if (sum.is0()) return { aggregate: `0x${'00'.repeat(128)}`, members: members.size }
  const bytes = bytesToHex(sum.toBytes(false)).slice(2)
  const padding = '00'.repeat(16)
  return { aggregate: `0x${padding}${bytes.slice(0, 96)}${padding}${bytes.slice(96)}`, members: members.size }
}
