import type { Hex } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors.ts'
import type { ClientStorage } from '../acceptedEpoch.ts'
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

const DOCUMENT_VERSION = 1

/** 60 guards take some 4,000 characters. */
const DOCUMENT_LENGTH_MAX = 16_384

const isUint = (value: unknown, bits: number): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) < 2 ** bits

const fieldsOf = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? value : {}

function parseGuard(value: unknown): Guard {
  const { nodeId, used, expiresAt, absentSince } = fieldsOf(value)
  const areTimes = isUint(expiresAt, 41) && (absentSince === null || isUint(absentSince, 41))
  if (!isUint(nodeId, 32) || typeof used !== 'boolean' || !areTimes)
    throw new GuardStorageError({ reason: 'a guard of its document is malformed' })
  return { nodeId, used, expiresAt, absentSince }
}

function parseDocument(text: unknown, network: { chainId: string; registry: Hex }): readonly Guard[] {
  if (typeof text !== 'string' || text.length > DOCUMENT_LENGTH_MAX)
    throw new GuardStorageError({ reason: 'its document is no text, or too long' })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new GuardStorageError({ reason: 'its document is not JSON', cause })
  }
  const { version, chainId, registry, guards } = fieldsOf(document)
  if (version !== DOCUMENT_VERSION)
    throw new GuardStorageError({ reason: `its document has version ${String(version).slice(0, 20)}, not 1` })
  if (chainId !== network.chainId || registry !== network.registry)
    throw new GuardStorageError({ reason: 'its document is for another chain or registry' })
  if (!Array.isArray(guards) || guards.length > GUARDS_MAX)
    throw new GuardStorageError({ reason: `its document has no list of at most ${GUARDS_MAX} guards` })
  const parsed = guards.map(parseGuard)
  if (new Set(parsed.map(({ nodeId }) => nodeId)).size !== parsed.length)
    throw new GuardStorageError({ reason: 'its document has a guard twice' })
  return parsed
}

async function inStorage<T>(reason: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new GuardStorageError({ reason, cause })
  }
}

export function createGuardStore(args: { chainId: bigint; registry: Hex; storage: ClientStorage }): GuardStore {
  const network = { chainId: args.chainId.toString(), registry: args.registry }
  return {
    async load() {
      const text = await inStorage('it could not be read', () => args.storage.get())
      return text === null || text === undefined ? null : parseDocument(text, network)
    },
    async save(guards) {
      const kept = guards.map(({ nodeId, used, expiresAt, absentSince }) => ({ nodeId, used, expiresAt, absentSince }))
      const text = JSON.stringify({ version: DOCUMENT_VERSION, ...network, guards: kept })
      await inStorage('it could not be written', () => args.storage.set(text))
    },
  }
}
