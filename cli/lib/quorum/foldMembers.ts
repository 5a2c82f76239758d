import type { Hex } from 'viem'
import type { G1Point } from '../../../shared/signing/bls.ts'

/** An event of a node's life, in the order of the chain. */
export type LifeEvent =
  | { readonly eventName: 'ServiceNodeRegistered'; readonly nodeId: number; readonly blsKey: G1Point }
  | { readonly eventName: LifeChange; readonly nodeId: number }

type LifeChange =
  | 'ServiceNodeActivated'
  | 'ServiceNodeResumed'
  | 'ServiceNodeSuspended'
  | 'ServiceNodeRemoved'
  | 'ServiceNodeExited'

/** Keys of a node from the event of its registration. They never change. */
export type NodeKeys = { readonly blsKey: G1Point; readonly ed25519Key: Hex }

/** Events that make a node Active. The others end that. */
const ENTERING: ReadonlySet<string> = new Set(['ServiceNodeActivated', 'ServiceNodeResumed'])

/**
 * The Active nodes after some events, and the keys of all registered nodes. The events until an epoch begins give the
 * epoch's signer set.
 *
 * @returns members in the order of ascending ids
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
