import type { Hex } from 'viem'
import type { G1Point } from '../../../shared/signing/bls.ts'

/** What a log says of a node's life, in the order of the chain. */
export type LifeEvent =
  | { readonly eventName: 'ServiceNodeRegistered'; readonly nodeId: number; readonly blsKey: G1Point }
  | { readonly eventName: LifeChange; readonly nodeId: number }

type LifeChange =
  | 'ServiceNodeActivated'
  | 'ServiceNodeResumed'
  | 'ServiceNodeSuspended'
  | 'ServiceNodeRemoved'
  | 'ServiceNodeExited'

/** Keys of a node, as its registration's event has them. They never change. */
export type NodeKeys = { readonly blsKey: G1Point; readonly ed25519Key: Hex }

/** After which a node is Active; after the others it is not. */
const ENTERING: ReadonlySet<string> = new Set(['ServiceNodeActivated', 'ServiceNodeResumed'])

/**
 * Who is Active after some events, and the key of everybody registered: of the events until an epoch begins, that is the
 * epoch's signer set.
 *
 * @returns members by ascending id
 */
export const foldMembers = (events: readonly LifeEvent[]) => {
  const keys = new Map<number, G1Point>()
  const active = new Set<number>()
  for (const event of events) {
    if (event.eventName === 'ServiceNodeRegistered') keys.set(event.nodeId, event.blsKey)
    else if (ENTERING.has(event.eventName)) active.add(event.nodeId)
    else active.delete(event.nodeId)
  }
  return { keys, members: [...active].sort((a, b) => a - b) }
}
