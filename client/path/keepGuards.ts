import type { Guard } from './guardStore.ts'
import type { NodeTable } from './nodeTable.ts'
import { GUARD_ABSENCE_MAX, GUARD_LIFETIME_MAX } from './rules.ts'

/** Guards that a new list leaves, and those it ends. */
export type KeptGuards = {
  readonly kept: readonly Guard[]
  /** Node ids of guards whose lifetime is over. */
  readonly expired: readonly number[]
  /** Node ids of guards that no list had for 20 days. */
  readonly absent: readonly number[]
}

/**
 * Ages guards by a list: the order stays, and a guard stays while its node is listed, until its time is over.
 */
export function keepGuards(guards: readonly Guard[], { indexOf, anchorTimestamp: now }: NodeTable): KeptGuards {
  const kept: Guard[] = []
  const expired: number[] = []
  const absent: number[] = []
  for (const guard of guards) {
    const { nodeId } = guard
    const absentSince = indexOf(nodeId) === undefined ? (guard.absentSince ?? now) : null
    // No guard is for ever, whatever the document says.
    const expiresAt = Math.min(guard.expiresAt, now + GUARD_LIFETIME_MAX)
    if (expiresAt <= now) expired.push(nodeId)
    else if (absentSince !== null && now - absentSince >= GUARD_ABSENCE_MAX) absent.push(nodeId)
    else kept.push({ nodeId, used: guard.used, expiresAt, absentSince })
  }
  return { kept, expired, absent }
}
