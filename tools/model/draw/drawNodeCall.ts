import { gone } from '../nodeChecks.ts'
import type { NodeCall } from '../operation.ts'
import { isDrawn } from '../randomness.ts'
import { type ModelNode, type ModelState, STATUS } from '../state.ts'
import { type DrawContext, mostly, pickActor, pickNode } from './context.ts'
import { drawIdentity, drawKey } from './drawKeys.ts'

const NODE_ID_MAX = 2 ** 32 - 1

const flagged = ({ exitDueAt }: ModelNode): boolean => exitDueAt !== 0

/** Whether more than an exit may change the node. */
export const isBeforeExit = (node: ModelNode, time: number): boolean =>
  !gone(node) && (node.exitDueAt === 0 || time < node.exitDueAt)

const pending = ({ status }: ModelNode): boolean => status === STATUS.Pending

const FITS: Readonly<Record<NodeCall['kind'], (node: ModelNode, state: ModelState) => boolean>> = {
  activate: (node, state) => pending(node) && !flagged(node) && isDrawn(state, node.ticket),
  acceptOperator: (node) => !gone(node) && node.pendingOperator !== undefined,
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

/** The node's id, rarely an unknown one. */
export const drawNodeId = ({ random, state }: DrawContext, node: ModelNode | undefined): number => {
  if (node !== undefined && !random.chance(0.01)) return node.nodeId
  return random.pick([0, state.nodes.size + 1, NODE_ID_MAX])
}

export const drawTarget = (
  context: DrawContext,
  node: ModelNode | undefined,
): Pick<NodeCall, 'nodeId' | 'key' | 'ed25519Key'> => ({
  nodeId: drawNodeId(context, node),
  key: drawKey(context, node),
  ed25519Key: drawIdentity(context, node),
})

const callerOf = ({ random }: DrawContext, kind: NodeCall['kind'], node: ModelNode) => {
  if (kind === 'acceptOwner') return node.pendingOwner
  if (kind === 'acceptOperator') return node.pendingOperator
  if (kind === 'requestExit') return random.pick([node.operator, node.owner])
  return kind === 'resumeByOperator' ? node.operator : undefined
}

/** Some owners are contracts, which make no calls. */
export const knownActor = (context: DrawContext, address: NodeCall['sender'] | undefined): NodeCall['sender'] =>
  address !== undefined && (context.actors.includes(address) || address === context.state.world.governor)
    ? address
    : pickActor(context)
