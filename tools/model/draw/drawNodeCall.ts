import { type Hex, zeroAddress, zeroHash } from 'viem'
import { gone } from '../nodeChecks.ts'
import type { NodeCall, ProposeOwnerCall, UpdateEndpointCall } from '../operation.ts'
import { isDrawn } from '../randomness.ts'
import { epochAt, type ModelNode, type ModelState, STATUS } from '../state.ts'
import { type DrawContext, mostly, pickActor, pickNode } from './context.ts'
import { drawEndpoint } from './drawEndpoint.ts'

const NODE_ID_MAX = 2 ** 32 - 1

const flagged = ({ exitDueAt }: ModelNode): boolean => exitDueAt !== 0
const pending = ({ status }: ModelNode): boolean => status === STATUS.Pending

const FITS: Readonly<Record<NodeCall['kind'], (node: ModelNode, state: ModelState) => boolean>> = {
  activate: (node, state) => pending(node) && !flagged(node) && isDrawn(state, node.ticket),
  acceptOwner: ({ pendingOwner }) => pendingOwner !== undefined,
  requestExit: (node) => !gone(node) && !flagged(node),
  exit: (node) => !node.paid && flagged(node),
  resumeByOperator: ({ status }) => status === STATUS.Suspended,
}

/** A call for one node, mostly by an allowed caller and with its own key. */
export const drawNodeCall = (context: DrawContext, kind: NodeCall['kind']): NodeCall => {
  const node = pickNode(context, (node) => FITS[kind](node, context.state))
  const byWhom = node === undefined ? undefined : callerOf(context, kind, node)
  const sender = mostly(context, byWhom, () => undefined)
  return { kind, ...drawTarget(context, node), sender: knownActor(context, sender) }
}

export const drawUpdateEndpoint = (context: DrawContext): UpdateEndpointCall => {
  const { random, state, block } = context
  const epoch = epochAt(state, block.time)
  const again = random.chance(0.3)
  const node = pickNode(context, (node) => !gone(node) && (node.endpointEpoch === epoch) === again)
  const sender = mostly(context, node?.operator, () => undefined)
  return {
    kind: 'updateEndpoint',
    ...drawTarget(context, node),
    sender: knownActor(context, sender),
    endpoint: drawEndpoint(context),
  }
}

export const drawProposeOwner = (context: DrawContext): ProposeOwnerCall => {
  const node = pickNode(context, (node) => !gone(node))
  const { registry, contributionPools } = context.state.world
  return {
    kind: 'proposeOwner',
    nodeId: drawTarget(context, node).nodeId,
    sender: knownActor(context, node?.owner),
    pendingOwner: mostly(context, pickActor(context), () =>
      context.random.pick([zeroAddress, registry, contributionPools]),
    ),
  }
}

const drawTarget = (
  context: DrawContext,
  node: ModelNode | undefined,
): Pick<NodeCall, 'nodeId' | 'key' | 'ed25519Key'> => {
  const { random, state } = context
  const unknown = () => random.pick([0, state.nodes.size + 1, NODE_ID_MAX])
  return {
    nodeId: node === undefined || random.chance(0.01) ? unknown() : node.nodeId,
    key: mostly(context, node?.key ?? STRANGER, () => pickNode(context)?.key ?? STRANGER),
    ed25519Key: drawIdentity(context, node),
  }
}

/** The node's own Ed25519 key, another's, or an unregistered one. */
export const drawIdentity = (context: DrawContext, node: ModelNode | undefined): Hex =>
  mostly(context, node?.ed25519Key ?? zeroHash, () => pickNode(context)?.ed25519Key ?? zeroHash)

/** An unregistered key. */
const STRANGER = -2

const callerOf = ({ random }: DrawContext, kind: NodeCall['kind'], node: ModelNode) => {
  if (kind === 'acceptOwner') return node.pendingOwner
  if (kind === 'requestExit') return random.pick([node.operator, node.owner])
  return kind === 'resumeByOperator' ? node.operator : undefined
}

/** Some owners are contracts, which make no calls. */
const knownActor = (context: DrawContext, address: NodeCall['sender'] | undefined): NodeCall['sender'] =>
  address !== undefined && (context.actors.includes(address) || address === context.state.world.governor)
    ? address
    : pickActor(context)
