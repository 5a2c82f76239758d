import { bytesToHex, type Hex, zeroAddress } from 'viem'
import { gone } from '../nodeChecks.ts'
import type { ProposeOperatorCall, ProposeOwnerCall, SetExtensionCall, UpdateEndpointCall } from '../operation.ts'
import { protocolContracts } from '../payable.ts'
import { EXTENSION_MAX } from '../rules/setExtension.ts'
import { epochAt } from '../state.ts'
import { type DrawContext, mostly, pickActor, pickNode } from './context.ts'
import { drawEndpoint } from './drawEndpoint.ts'
import { drawNodeId, drawTarget, knownActor } from './drawNodeCall.ts'

/** Share of the changes of an endpoint or extension that come second in an epoch. */
const AGAIN = 0.3

export const drawUpdateEndpoint = (context: DrawContext): UpdateEndpointCall => {
  const { random, state, block } = context
  const epoch = epochAt(state, block.time)
  const again = random.chance(AGAIN)
  const node = pickNode(context, (node) => !gone(node) && (node.endpointEpoch === epoch) === again)
  const sender = mostly(context, node?.operator, () => undefined)
  return {
    kind: 'updateEndpoint',
    ...drawTarget(context, node),
    sender: knownActor(context, sender),
    endpoint: drawEndpoint(context),
  }
}

export const drawSetExtension = (context: DrawContext): SetExtensionCall => {
  const { random, state, block } = context
  const epoch = epochAt(state, block.time)
  const again = random.chance(AGAIN)
  const node = pickNode(context, (node) => !gone(node) && (node.extensionEpoch === epoch) === again)
  const sender = mostly(context, node?.operator, () => undefined)
  return {
    kind: 'setExtension',
    ...drawTarget(context, node),
    sender: knownActor(context, sender),
    document: drawDocument(context),
  }
}

/** Mostly short. The contracts do not parse it. */
const drawDocument = ({ random }: DrawContext): Hex => {
  const bytes = random.weighted([
    [12, 1 + random.below(40)],
    [4, 0],
    [1, EXTENSION_MAX],
    [1, EXTENSION_MAX + 1],
  ])
  return bytesToHex(Uint8Array.from({ length: bytes }, () => random.below(256)))
}

export const drawProposeOwner = (context: DrawContext): ProposeOwnerCall => {
  const node = pickNode(context, (node) => !gone(node))
  return {
    kind: 'proposeOwner',
    nodeId: drawNodeId(context, node),
    sender: knownActor(context, node?.owner),
    pendingOwner: drawHeir(context),
  }
}

export const drawProposeOperator = (context: DrawContext): ProposeOperatorCall => {
  const node = pickNode(context, (node) => !gone(node))
  const sender = mostly(context, node?.owner, () => node?.operator)
  return {
    kind: 'proposeOperator',
    nodeId: drawNodeId(context, node),
    sender: knownActor(context, sender),
    pendingOperator: drawHeir(context),
  }
}

/** Mostly an actor; else none, a contract of the protocol, or a contract that was or may be its source. */
const drawHeir = (context: DrawContext): Hex => {
  const { random, state } = context
  const others = state.world.beacons.map(({ address }) => address)
  return random.chance(0.85)
    ? pickActor(context)
    : random.pick([zeroAddress, zeroAddress, ...protocolContracts(state), ...others])
}
