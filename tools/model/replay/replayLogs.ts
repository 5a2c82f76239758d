import { bls12_381 } from '@noble/curves/bls12-381.js'
import { bytesToHex, type Hex, keccak256, zeroAddress, zeroHash } from 'viem'
import type { LogEntry } from '../driver/createDriver.ts'
import { DifferenceError } from '../errors.ts'
import { depthOf, rootOf } from '../list.ts'
import type { Parameters } from '../operation.ts'
import { PARAMETERS_REST_SECONDS } from '../rules/governance.ts'
import { bucketOf, ESTABLISHED_EPOCHS } from '../rules/limits.ts'
import { STATUS } from '../state.ts'
import type { IdentityView, NodeView, PoolView, RewardAccountView, SignerSetView, SignerView } from '../views.ts'
import type { Activations, Rebuilt } from './rebuilt.ts'

const { Point } = bls12_381.G1
type G1 = InstanceType<typeof Point>

const STILL_SIGNER = 2 ** 32 - 1

/** Constants of a deployment, unix seconds. */
type Constants = { readonly epochSeconds: number; readonly launchEnd: number }

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

type State = {
  nodes: Map<number, Mutable<NodeView>>
  keys: Map<number, { hash: Hex; point: G1; ed25519Key: Hex }>
  leaves: (Hex | undefined)[]
  freed: number[]
  version: bigint
  replacedSigners: Map<Hex, SignerView>
  replacedIdentities: Map<Hex, IdentityView>
  changes: { epoch: number; nodeId: number; point: G1; joined: boolean }[]
  parameters: Parameters | undefined
  parametersChangeableFrom: number
  pausedUntil: number
  sources: Hex[]
  pool: Mutable<PoolView>
  rewardAccounts: Map<number, Mutable<RewardAccountView>>
  balances: Map<Hex, bigint>
  removalsByBucket: Map<number, number>
  suspensionsByBucket: Map<number, number>
  activations: Activations
  eventCount: bigint
  readonly constants: Constants
}

// biome-ignore lint/suspicious/noExplicitAny: the arguments of an event have the types of its ABI, checked by the comparison
type Args = any

type Fold = (state: State, args: Args, time: number) => void

/**
 * Rebuilds the state of all contracts but the contribution pools from their events and block times alone.
 *
 * @throws DifferenceError if the list's version leaps, or a leaf is reused out of order
 */
export const replayLogs = (logs: readonly LogEntry[], constants: Constants): Rebuilt => {
  const state: State = {
    nodes: new Map(),
    keys: new Map(),
    replacedSigners: new Map(),
    replacedIdentities: new Map(),
    leaves: [],
    freed: [],
    version: 0n,
    changes: [],
    parameters: undefined,
    parametersChangeableFrom: 0,
    pausedUntil: 0,
    sources: [],
    pool: { balanceX32: 0n, accruedAt: 0, activeNodes: 0, rewardPerNodeX32: 0n, owedX32: 0n, eventCount: 0n },
    rewardAccounts: new Map(),
    balances: new Map(),
    removalsByBucket: new Map(),
    suspensionsByBucket: new Map(),
    activations: { bucket: 0, count: 0, max: 0 },
    eventCount: 0n,
    constants,
  }
  for (const { contract, name, args, time } of logs) {
    FOLDS[contract]?.[name]?.(state, args, time)
    if (contract === 'registry') state.eventCount++
    if (contract !== 'rewardsPool') continue
    state.pool.accruedAt = time
    state.pool.eventCount++
  }
  return {
    nodes: state.nodes,
    keys: new Map([...state.keys].map(([nodeId, { hash, ed25519Key }]) => [nodeId, { blsKeyHash: hash, ed25519Key }])),
    replacedSigners: state.replacedSigners,
    replacedIdentities: state.replacedIdentities,
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
    removalsByBucket: state.removalsByBucket,
    suspensionsByBucket: state.suspensionsByBucket,
    activations: state.activations,
    eventCount: state.eventCount,
    signerSet: (epoch) => signerSetOf(state, epoch),
  }
}

const nodeOf = (state: State, nodeId: number): Mutable<NodeView> => {
  const node = state.nodes.get(nodeId)
  if (node === undefined) throw new RangeError(`An event names node ${nodeId}, which never registered.`)
  return node
}

const epochOf = ({ constants }: State, time: number): number => Math.floor(time / constants.epochSeconds)

/** The keys of an event. */
const keysOf = ({ blsKey, ed25519Key }: Args) => {
  const encoded: Hex = `0x${[blsKey.x_a, blsKey.x_b, blsKey.y_a, blsKey.y_b].map((word: Hex) => word.slice(2)).join('')}`
  const point = Point.fromAffine({ x: BigInt(encoded.slice(0, 130)), y: BigInt(`0x${encoded.slice(130)}`) })
  return { hash: keccak256(encoded), point, ed25519Key }
}

const registered: Fold = (state, args) => {
  const { nodeId, endpoint } = args
  state.keys.set(nodeId, keysOf(args))
  state.nodes.set(nodeId, {
    owner: args.owner,
    operator: args.operator,
    pendingOwner: zeroAddress,
    pendingOperator: zeroAddress,
    principal: args.principal,
    paid: false,
    principalPaid: 0n,
    ...endpoint,
    endpointEpoch: 0,
    extensionEpoch: 0,
    extensionHash: zeroHash,
    ownerRotationEpoch: 0,
    operatorRotationEpoch: 0,
    operatorEpoch: 0,
    flags: 0,
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
    statusEpoch: 0,
    replaced: false,
  })
  state.rewardAccounts.set(nodeId, { markX32: 0n, paid: 0n, active: false })
}

const noteSigner = (state: State, nodeId: number, epoch: number, joined: boolean): void => {
  state.changes.push({ epoch, nodeId, point: state.keys.get(nodeId)?.point ?? Point.ZERO, joined })
}

/** The old key of a listed node signs until the epoch ends, the new one from then on. */
const keysRotated: Fold = (state, args, time) => {
  const { nodeId, by, previousBlsKeyHash, previousEd25519Key, activatedAt } = args
  const node = nodeOf(state, nodeId)
  const keys = keysOf(args)
  const epoch = epochOf(state, time)
  const signs = node.leftEpoch === STILL_SIGNER
  if (keys.hash !== previousBlsKeyHash) {
    const { joinedEpoch, statusEpoch } = node
    const leftEpoch = signs ? epoch + 1 : node.leftEpoch
    state.replacedSigners.set(previousBlsKeyHash, { nodeId, joinedEpoch, leftEpoch, statusEpoch, replaced: true })
    if (signs) noteSigner(state, nodeId, epoch, false)
    Object.assign(node, signs ? { joinedEpoch: epoch + 1 } : { joinedEpoch: 0, leftEpoch: 0 })
  }
  if (keys.ed25519Key !== previousEd25519Key) {
    const { ip, rpcPort, quicPort, endpointEpoch } = node
    state.replacedIdentities.set(previousEd25519Key, { nodeId, ip, rpcPort, quicPort, endpointEpoch, flags: 1 })
  }
  state.keys.set(nodeId, keys)
  if (signs && keys.hash !== previousBlsKeyHash) noteSigner(state, nodeId, epoch, true)
  Object.assign(node, { activatedAt, extensionHash: zeroHash })
  if (by === node.owner) node.ownerRotationEpoch = epoch
  else node.operatorRotationEpoch = epoch
}

/** One for each 16 nodes that are active before the first one of a bucket, and 2 at least. */
const ACTIVATION_SHARE = 16
const ACTIVATIONS_LEAST = 2

const countActivation = (state: State, time: number): void => {
  const bucket = bucketOf(epochOf(state, time))
  const { count, max } = state.activations
  const listed = state.leaves.filter((leaf) => leaf !== undefined).length
  state.activations =
    state.activations.bucket === bucket
      ? { bucket, count: count + 1, max }
      : { bucket, count: 1, max: Math.max(ACTIVATIONS_LEAST, Math.floor(listed / ACTIVATION_SHARE)) }
}

const activated: Fold = (state, { nodeId, seed, activatedAt }, time) => {
  Object.assign(nodeOf(state, nodeId), { seed, activatedAt, activatableAt: activatedAt, status: STATUS.Active })
  if (time >= state.constants.launchEnd) countActivation(state, time)
}

const isEstablished = ({ constants }: State, { activatableAt }: NodeView, time: number): boolean =>
  time >= activatableAt + ESTABLISHED_EPOCHS * constants.epochSeconds

const raise = (counts: Map<number, number>, bucket: number): void => {
  counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
}

const suspended: Fold = (state, { nodeId }, time) => {
  const node = nodeOf(state, nodeId)
  Object.assign(node, { status: STATUS.Suspended, suspendedAt: time })
  if (isEstablished(state, node, time)) raise(state.suspensionsByBucket, bucketOf(epochOf(state, time)))
}

/** No quorum signs for epoch 0, so it was the operator. */
const resumed: Fold = (state, { nodeId, epoch }, time) => {
  const node = nodeOf(state, nodeId)
  if (epoch === 0 && !isEstablished(state, node, node.suspendedAt)) countActivation(state, time)
  Object.assign(node, { status: STATUS.Active, suspendedAt: 0 })
}

/** Also says when a node joined or left. It is Active if and only if it has a leaf. */
const listChanged: Fold = (state, { version, leafIndex, nodeId, leaf, leafCount }, time) => {
  if (version !== state.version + 1n)
    throw new DifferenceError({ what: 'the version of the list', expected: state.version + 1n, actual: version })
  state.version = version
  const epoch = epochOf(state, time)
  const node = nodeOf(state, nodeId)
  if (leaf === zeroHash) {
    state.leaves[leafIndex] = undefined
    state.freed.push(leafIndex)
    noteSigner(state, nodeId, epoch, false)
    Object.assign(node, { leftEpoch: epoch + 1, statusEpoch: epoch })
  } else if (state.leaves[leafIndex] === undefined) {
    const next = state.freed.pop() ?? state.leaves.length
    if (next !== leafIndex) throw new DifferenceError({ what: 'the next leaf', expected: next, actual: leafIndex })
    state.leaves[leafIndex] = leaf
    noteSigner(state, nodeId, epoch, true)
    Object.assign(node, { leafIndex, joinedEpoch: epoch + 1, leftEpoch: STILL_SIGNER, statusEpoch: epoch })
  } else {
    state.leaves[leafIndex] = leaf
  }
  if (state.leaves.length !== leafCount)
    throw new DifferenceError({ what: 'the number of leaves', expected: state.leaves.length, actual: leafCount })
}

const NO_OFFERS = { pendingOwner: zeroAddress, pendingOperator: zeroAddress }

const exited: Fold = (state, { nodeId, principalPaid }) => {
  const node = nodeOf(state, nodeId)
  Object.assign(node, { principal: principalPaid, principalPaid, paid: true })
  Object.assign(node, NO_OFFERS)
  if (node.status !== STATUS.Removed) node.status = STATUS.Exited
}

const removed: Fold = (state, { nodeId, principal, exitDueAt }, time) => {
  const node = nodeOf(state, nodeId)
  const bucket = bucketOf(epochOf(state, time))
  if (node.status === STATUS.Active && isEstablished(state, node, time)) raise(state.suspensionsByBucket, bucket)
  raise(state.removalsByBucket, bucket)
  Object.assign(node, { status: STATUS.Removed, principal, exitDueAt, ...NO_OFFERS })
}

const setNode =
  (fields: (args: Args, epoch: number) => Partial<NodeView>): Fold =>
  (state, args, time) => {
    Object.assign(nodeOf(state, args.nodeId), fields(args, epochOf(state, time)))
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
    ServiceNodeActivated: activated,
    ServiceNodeSuspended: suspended,
    KeysRotated: keysRotated,
    EndpointUpdated: setNode(({ endpoint, epoch }) => ({ ...endpoint, endpointEpoch: epoch })),
    ExitRequested: setNode(({ exitDueAt }) => ({ exitDueAt })),
    ServiceNodeResumed: resumed,
    OwnerProposed: setNode(({ pendingOwner }) => ({ pendingOwner })),
    OwnerChanged: setNode(({ owner }) => ({ owner, ...NO_OFFERS })),
    OperatorProposed: setNode(({ pendingOperator }) => ({ pendingOperator })),
    OperatorChanged: setNode(({ operator, activatedAt }, operatorEpoch) => ({
      operator,
      activatedAt,
      operatorEpoch,
      pendingOperator: zeroAddress,
      operatorRotationEpoch: 0,
      endpointEpoch: 0,
    })),
    ExtensionSet: setNode(({ extensionHash, epoch }) => ({ extensionHash, extensionEpoch: epoch })),
    RegistrationPaused: (state, { pausedUntil }) => {
      state.pausedUntil = pausedUntil
    },
    RegistrationUnpaused: (state, _, time) => {
      state.pausedUntil = time
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
    Absorbed: (state, { balanceX32 }) => {
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
  const members = new Map<number, G1>()
  for (const change of state.changes) {
    if (change.epoch >= epoch) break
    if (change.joined) members.set(change.nodeId, change.point)
    else members.delete(change.nodeId)
  }
  let sum = Point.ZERO
  for (const point of members.values()) sum = sum.add(point)
  if (sum.is0()) return { aggregate: `0x${'00'.repeat(128)}`, members: members.size }
  const bytes = bytesToHex(sum.toBytes(false)).slice(2)
  const padding = '00'.repeat(16)
  return { aggregate: `0x${padding}${bytes.slice(0, 96)}${padding}${bytes.slice(96)}`, members: members.size }
}
