import type { Hex } from '../../shared/bytes.ts'
import { type ClientStorage, createDocumentStore, type Fields, fieldsOf } from '../documentStore.ts'
import { GuardStorageError } from './errors.ts'
import { GUARDS_MAX } from './rules.ts'

/** A guard as it is kept. Times are unix seconds of lists' anchors, never of the device. */
export type Guard = {
  readonly nodeId: number
  /** Whether a path ever began with it. */
  readonly used: boolean
  readonly expiresAt: number
  /** Time of the first list without it, of those in a row; null: the last list has it. */
  readonly absentSince: number | null
}

/** The guards in the caller's storage, in their order. */
export type GuardStore = {
  /** Null when nothing was ever stored. @throws GuardStorageError */
  load(): Promise<readonly Guard[] | null>
  /** @throws GuardStorageError */
  save(guards: readonly Guard[]): Promise<void>
}

/** 60 guards take some 4,000 characters. */
const DOCUMENT_LENGTH_MAX = 16_384

const isUint = (value: unknown, bits: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** bits

function parseGuard(value: unknown): Guard {
  const { nodeId, used, expiresAt, absentSince } = fieldsOf(value)
  const areTimes = isUint(expiresAt, 41) && (absentSince === null || isUint(absentSince, 41))
  if (!isUint(nodeId, 32) || typeof used !== 'boolean' || !areTimes)
    throw new GuardStorageError({ reason: 'a guard of its document is malformed' })
  return { nodeId, used, expiresAt, absentSince }
}

function parseGuards({ guards }: Fields): readonly Guard[] {
  if (!Array.isArray(guards) || guards.length > GUARDS_MAX)
    throw new GuardStorageError({ reason: `its document has no list of at most ${GUARDS_MAX} guards` })
  const parsed = guards.map(parseGuard)
  if (new Set(parsed.map(({ nodeId }) => nodeId)).size !== parsed.length)
    throw new GuardStorageError({ reason: 'its document has a guard twice' })
  return parsed
}

export function createGuardStore(args: { chainId: bigint; registry: Hex; storage: ClientStorage }): GuardStore {
  const refuse = (failure: { reason: string; cause?: unknown }) => new GuardStorageError(failure)
  const documents = createDocumentStore({ ...args, lengthMax: DOCUMENT_LENGTH_MAX, refuse })
  return {
    async load() {
      const fields = await documents.read()
      return fields === null ? null : parseGuards(fields)
    },
    save: (guards) =>
      documents.write({
        guards: guards.map(({ nodeId, used, expiresAt, absentSince }) => ({ nodeId, used, expiresAt, absentSince })),
      }),
  }
}
