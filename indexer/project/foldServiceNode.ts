import { concatHex, type Hex, keccak256 } from 'viem'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import type { ServiceNodeStatus } from '../../shared/serviceNode/status.ts'
import { EventOutOfPlaceError } from './errors.ts'
import type { Block, RegistryEvent } from './types.ts'
import { verifyIdentity } from './verifyIdentity.ts'

const ADDRESS_ZERO = '0x0000000000000000000000000000000000000000'

/** Statuses in which a node still changes. */
const LIVING: readonly ServiceNodeStatus[] = ['PENDING', 'ACTIVE', 'SUSPENDED']

/** Events that change one service node; `ListChanged` tells of the list, and the others of the contract. */
const SERVICE_NODE_EVENTS = [
  'ServiceNodeRegistered',
  'ServiceNodeActivated',
  'EndpointUpdated',
  'ExitRequested',
  'ServiceNodeExited',
  'ServiceNodeSuspended',
  'ServiceNodeResumed',
  'ServiceNodeRemoved',
  'OwnerProposed',
  'OwnerChanged',
] as const

export type ServiceNodeEvent = Extract<RegistryEvent, { eventName: (typeof SERVICE_NODE_EVENTS)[number] }>

export function isServiceNodeEvent(event: RegistryEvent): event is ServiceNodeEvent {
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
      return { ...node, status: 'ACTIVE', activatedAt: BigInt(event.args.activatedAt), seed: event.args.seed }
    case 'EndpointUpdated':
      return { ...node, ...endpointOf(event.args.endpoint) }
    case 'ExitRequested':
      return { ...node, exitDueAt: BigInt(event.args.exitDueAt) }
    case 'ServiceNodeExited':
      return { ...node, status: isLastExit ? 'REMOVED' : 'EXITED', principal: 0n, pendingOwner: null }
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
      }
    case 'OwnerProposed': {
      const pendingOwner = lower(event.args.pendingOwner)
      return { ...node, pendingOwner: pendingOwner === ADDRESS_ZERO ? null : pendingOwner }
    }
    case 'OwnerChanged':
      return { ...node, owner: lower(event.args.owner), pendingOwner: null }
  }
}

function registered(
  event: Extract<ServiceNodeEvent, { eventName: 'ServiceNodeRegistered' }>,
  { chainId, registry, block }: FoldContext,
): ServiceNode {
  const { args } = event
  const blsKey = lower(concatHex([args.blsKey.x_a, args.blsKey.x_b, args.blsKey.y_a, args.blsKey.y_b]))
  const terms = {
    operator: lower(args.operator),
    owner: lower(args.owner),
    blsKeyHash: keccak256(blsKey),
    ed25519Key: lower(args.ed25519Key),
    feeBps: args.feeBps,
    deadline: args.deadline,
  }
  return {
    nodeId: args.nodeId,
    status: 'PENDING',
    operator: terms.operator,
    owner: terms.owner,
    pendingOwner: null,
    principal: args.principal,
    feeBps: args.feeBps,
    ed25519Key: terms.ed25519Key,
    blsKey,
    blsKeyHash: terms.blsKeyHash,
    identityProofValid: verifyIdentity({ chainId, registry, terms, signature: args.ed25519Signature }),
    ...endpointOf(args.endpoint),
    registeredAt: block.timestamp,
    activatableAt: BigInt(args.activatableAt),
    activatedAt: null,
    seed: null,
    exitDueAt: null,
    leafIndex: null,
  }
}

function endpointOf(endpoint: { ip: Hex; rpcPort: number; quicPort: number }) {
  return { ip: lower(endpoint.ip), rpcPort: endpoint.rpcPort, quicPort: endpoint.quicPort }
}

function lower(hex: Hex): Hex {
  return hex.toLowerCase() as Hex
}

function outOfPlace(node: ServiceNode | undefined, event: ServiceNodeEvent, { block }: FoldContext) {
  return new EventOutOfPlaceError({
    eventName: event.eventName,
    nodeId: event.args.nodeId,
    status: node?.status ?? 'absent',
    blockNumber: block.number,
  })
}
