import type { Hex } from 'viem'
import type { G1Point } from '../../../shared/signing/bls.ts'

/** An event of a node's life, in the order of the chain. */
export type LifeEvent =
  | { readonly eventName: KeyEvent; readonly nodeId: number; readonly blsKey: G1Point }
  | { readonly eventName: LifeChange; readonly nodeId: number }

/** An event that tells the key which the node uses from then on. */
export type KeyEvent = 'ServiceNodeRegistered' | 'KeysRotated'

type LifeChange =
  | 'ServiceNodeActivated'
  | 'ServiceNodeResumed'
  | 'ServiceNodeSuspended'
  | 'ServiceNodeRemoved'
  | 'ServiceNodeExited'

/** Keys that a node uses, from the event that entered them. */
export type NodeKeys = { readonly blsKey: G1Point; readonly ed25519Key: Hex }

/** Events that make a node Active. The others end that. */
const ENTERING: ReadonlySet<string> = new Set(['ServiceNodeActivated', 'ServiceNodeResumed'])

/**
 * The Active nodes after some events, and the keys that all registered nodes use then. The events until an epoch begins
 * give the epoch's signer set: a new key signs from the next epoch on.
 *
 * @returns members in the order of ascending ids
 */
export const foldMembers = (events: readonly LifeEvent[]) => {
  const keys = new Map<number, G1Point>()
  const active = new Set<number>()
  for (const event of events) {
    if ('blsKey' in event) keys.set(event.nodeId, event.blsKey)
    else if (ENTERING.has(event.eventName)) active.add(event.nodeId)
    else active.delete(event.nodeId)
  }
  return { keys, members: [...active].sort((a, b) => a - b) }
}
