import type { Guard } from './guardStore.ts'
import type { NodeTable } from './nodeTable.ts'
import { GUARD_ABSENCE_MAX, GUARD_LIFETIME_MAX } from './rules.ts'

/** Guards that stay with a new list, and guards that end. */
export type KeptGuards = {
  readonly kept: readonly Guard[]
  /** Node ids of guards whose lifetime is over. */
  readonly expired: readonly number[]
  /** Node ids of guards that no list contained for 20 days. */
  readonly absent: readonly number[]
}

/** Ages guards by a list. Keeps the order. A guard stays until its lifetime ends, or its node is absent for too long. */
export function keepGuards(guards: readonly Guard[], { indexOf, anchorTimestamp: now }: NodeTable): KeptGuards {
  const kept: Guard[] = []
  const expired: number[] = []
  const absent: number[] = []
  for (const guard of guards) {
    const { nodeId } = guard
    const absentSince = indexOf(nodeId) === undefined ? (guard.absentSince ?? now) : null
    // Bounds the lifetime even if the stored document is wrong.
    const expiresAt = Math.min(guard.expiresAt, now + GUARD_LIFETIME_MAX)
    if (expiresAt <= now) expired.push(nodeId)
    else if (absentSince !== null && now - absentSince >= GUARD_ABSENCE_MAX) absent.push(nodeId)
    else kept.push({ nodeId, used: guard.used, expiresAt, absentSince })
  }
  return { kept, expired, absent }
}
