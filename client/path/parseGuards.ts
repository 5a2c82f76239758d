import type { Fields } from '../documentStore.ts'
import { fieldsOf } from '../parseDocument.ts'
import { GuardStorageError } from './errors.ts'
import type { Guard } from './guardStore.ts'
import { GUARDS_MAX } from './rules.ts'

const isUint = (value: unknown, bits: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** bits

function parseGuard(value: unknown): Guard {
  const { nodeId, used, expiresAt, absentSince } = fieldsOf(value)
  const areTimes = isUint(expiresAt, 41) && (absentSince === null || isUint(absentSince, 41))
  if (!isUint(nodeId, 32) || typeof used !== 'boolean' || !areTimes)
    throw new GuardStorageError({ reason: 'a guard of its document is malformed' })
  return { nodeId, used, expiresAt, absentSince }
}

/** @throws GuardStorageError */
export function parseGuards({ guards }: Fields): readonly Guard[] {
  if (!Array.isArray(guards) || guards.length > GUARDS_MAX)
    throw new GuardStorageError({ reason: `its document has no list of at most ${GUARDS_MAX} guards` })
  const parsed = guards.map(parseGuard)
  if (new Set(parsed.map(({ nodeId }) => nodeId)).size !== parsed.length)
    throw new GuardStorageError({ reason: 'its document has a guard twice' })
  return parsed
}
