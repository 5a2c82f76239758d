import { type Hex, keccak256 } from 'viem'
import { NO_EXTENSION } from '../../shared/list/record.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { lower, offerOf } from './addresses.ts'
import { EventOutOfPlaceError, ExtensionHashMismatchError } from './errors.ts'
import { blsKeyOf, foldRotation, isRotationOf } from './foldRotation.ts'
import type { Block, EventOf } from './types.ts'
import { verifyIdentity } from './verifyIdentity.ts'

const NO_OFFERS = { pendingOwner: null, pendingOperator: null } as const

/** Statuses in which a node still changes. */
const LIVING: readonly ServiceNodeStatus[] = ['PENDING', 'ACTIVE', 'SUSPENDED']

/** Events that change one service node; `ListChanged` tells of the list, and the others of the contract. */
const SERVICE_NODE_EVENTS = [
  'ServiceNodeRegistered',
  'ServiceNodeActivated',
  'EndpointUpdated',
  'ExtensionSet',
  'KeysRotated',
  'OperatorProposed',
  'OperatorChanged',
  'ExitRequested',
  'ServiceNodeExited',
  'ServiceNodeSuspended',
  'ServiceNodeResumed',
  'ServiceNodeRemoved',
  'OwnerProposed',
  'OwnerChanged',
] as const

export type ServiceNodeEvent = Extract<EventOf<'REGISTRY'>, { eventName: (typeof SERVICE_NODE_EVENTS)[number] }>

export function isServiceNodeEvent(event: EventOf<'REGISTRY'>): event is ServiceNodeEvent {
  return (SERVICE_NODE_EVENTS as readonly string[]).includes(event.eventName)
}

export type FoldContext = { chainId: bigint; registry: Hex; block: Block }

/**
 * One step of a service node's life: the node before, an event, the node after. Pure.
 *
 * `node` is undefined before `ServiceNodeRegistered`. An activated node has no `leafIndex` yet: `ListChanged` brings it.
 *
 * @throws EventOutOfPlaceError when the event cannot follow what was before
 */
export function foldServiceNode(
  node: ServiceNode | undefined,
  event: ServiceNodeEvent,
  context: FoldContext,
): ServiceNode {
  if (event.eventName === 'ServiceNodeRegistered') {
    if (node !== undefined) throw outOfPlace(node, event, context)
    return registered(event, context)
  }
  if (node === undefined) throw outOfPlace(node, event, context)
  // A removed node leaves once more, with what the penalty left, and stays removed.
  const isLastExit = event.eventName === 'ServiceNodeExited' && node.status === 'REMOVED' && node.principal > 0n
  if (!LIVING.includes(node.status) && !isLastExit) throw outOfPlace(node, event, context)
  switch (event.eventName) {
    case 'ServiceNodeActivated':
      if (node.status !== 'PENDING') throw outOfPlace(node, event, context)
      return { ...node, status: 'ACTIVE', ...activated(event.args) }
    case 'EndpointUpdated':
      return { ...node, ...endpointOf(event.args.endpoint) }
    case 'ExtensionSet':
      return { ...node, extensionHash: extensionHashOf(event, context) }
    case 'KeysRotated':
      if (!isRotationOf(node, event)) throw outOfPlace(node, event, context)
      return { ...foldRotation(node, event, context), activatedAt: timeOf(event.args.activatedAt) }
    case 'OperatorProposed':
      return { ...node, pendingOperator: offerOf(event.args.pendingOperator) }
    case 'OperatorChanged': {
      const operator = lower(event.args.operator)
      return { ...node, operator, pendingOperator: null, activatedAt: timeOf(event.args.activatedAt) }
    }
    case 'ExitRequested':
      return { ...node, exitDueAt: BigInt(event.args.exitDueAt) }
    case 'ServiceNodeExited':
      return {
        ...node,
        ...NO_OFFERS,
        status: isLastExit ? 'REMOVED' : 'EXITED',
        principal: 0n,
        exitTip: event.args.tip,
      }
    case 'ServiceNodeSuspended':
      if (node.status !== 'ACTIVE') throw outOfPlace(node, event, context)
      return { ...node, status: 'SUSPENDED' }
    case 'ServiceNodeResumed':
      if (node.status !== 'SUSPENDED') throw outOfPlace(node, event, context)
      return { ...node, status: 'ACTIVE' }
    case 'ServiceNodeRemoved':
      if (node.status === 'PENDING') throw outOfPlace(node, event, context)
      return {
        ...node,
        status: 'REMOVED',
        principal: event.args.principal,
        exitDueAt: BigInt(event.args.exitDueAt),
        ...NO_OFFERS,
      }
    case 'OwnerProposed':
      return { ...node, pendingOwner: offerOf(event.args.pendingOwner) }
    case 'OwnerChanged':
      return { ...node, owner: lower(event.args.owner), ...NO_OFFERS }
  }
}

function registered(
  event: Extract<ServiceNodeEvent, { eventName: 'ServiceNodeRegistered' }>,
  { chainId, registry, block }: FoldContext,
): ServiceNode {
  const { args } = event
  const { blsKey, blsKeyHash } = blsKeyOf(args.blsKey)
  const terms = {
    operator: lower(args.operator),
    owner: lower(args.owner),
    blsKeyHash,
    ed25519Key: lower(args.ed25519Key),
    feeBps: args.feeBps,
    deadline: args.deadline,
  }
  return {
    nodeId: args.nodeId,
    status: 'PENDING',
    operator: terms.operator,
    pendingOperator: null,
    owner: terms.owner,
    pendingOwner: null,
    principal: args.principal,
    feeBps: args.feeBps,
    ed25519Key: terms.ed25519Key,
    blsKey,
    blsKeyHash,
    extensionHash: NO_EXTENSION,
    identityProofValid: verifyIdentity({
      ed25519Key: terms.ed25519Key,
      digest: registrationDigest({ chainId, registry, terms }),
      signature: args.ed25519Signature,
    }),
    ...endpointOf(args.endpoint),
    registeredAt: block.timestamp,
    activatableAt: BigInt(args.activatableAt),
    firstActivatedAt: null,
    activatedAt: null,
    seed: null,
    exitDueAt: null,
    exitTip: null,
    leafIndex: null,
  }
}

function activated(args: { activatedAt: number; seed: bigint }) {
  const activatedAt = BigInt(args.activatedAt)
  return { firstActivatedAt: activatedAt, activatedAt, seed: args.seed }
}

/** @throws ExtensionHashMismatchError */
function extensionHashOf(
  { args }: Extract<ServiceNodeEvent, { eventName: 'ExtensionSet' }>,
  { block }: FoldContext,
): Hex {
  const computed = args.document === '0x' ? NO_EXTENSION : keccak256(args.document)
  const extensionHash = lower(args.extensionHash)
  if (extensionHash !== computed)
    throw new ExtensionHashMismatchError({ nodeId: args.nodeId, extensionHash, computed, blockNumber: block.number })
  return extensionHash
}

/** 0 stands for "not yet". */
function timeOf(seconds: number): bigint | null {
  return seconds === 0 ? null : BigInt(seconds)
}

function endpointOf(endpoint: { ip: Hex; rpcPort: number; quicPort: number }) {
  return { ip: lower(endpoint.ip), rpcPort: endpoint.rpcPort, quicPort: endpoint.quicPort }
}

function outOfPlace(node: ServiceNode | undefined, event: ServiceNodeEvent, { block }: FoldContext) {
  return new EventOutOfPlaceError({
    eventName: event.eventName,
    nodeId: event.args.nodeId,
    status: node?.status ?? 'absent',
    blockNumber: block.number,
  })
}
