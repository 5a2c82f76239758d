import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors.ts'
import { type AcceptedEpoch, StorageInvalidError } from './errors.ts'

/**
 * Where the client keeps the last accepted epoch over restarts: a small JSON text. Both may be synchronous. Without it,
 * only the age rule protects the first call after a start.
 */
export type ClientStorage = {
  /** What `set` was last called with, or `null` (or `undefined`) when it never was. */
  get(): Promise<string | null | undefined> | string | null | undefined
  set(value: string): Promise<void> | void
}

const DOCUMENT_VERSION = 1

/** The document has some 400 characters. */
const DOCUMENT_LENGTH_MAX = 4_096

const DECIMAL_U64 = /^(?:0|[1-9]\d{0,19})$/

/** Keeps the newest accepted epoch, in memory and in the caller's storage. */
export type AcceptedEpochs = {
  /** @throws StorageInvalidError */
  last(): Promise<AcceptedEpoch | null>
  /** @throws StorageInvalidError */
  accept(epoch: AcceptedEpoch): Promise<void>
}

function parseDocument(text: string, chainId: bigint, registry: Hex): AcceptedEpoch {
  if (text.length > DOCUMENT_LENGTH_MAX) throw new StorageInvalidError({ reason: 'its document is too long' })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw new StorageInvalidError({ reason: 'its document is not JSON', cause })
  }
  const fields = (typeof document === 'object' && document !== null ? document : {}) as Partial<
    Record<'version' | 'chainId' | 'registry' | 'epoch' | 'root' | 'anchorHash' | 'childHash', unknown>
  >
  const { version, epoch, root, anchorHash, childHash } = fields
  if (version !== DOCUMENT_VERSION)
    throw new StorageInvalidError({ reason: `its document has version ${String(version).slice(0, 20)}, not 1` })
  if (fields.chainId !== chainId.toString() || fields.registry !== registry)
    throw new StorageInvalidError({ reason: 'its document is for another chain or registry' })
  if (
    typeof epoch !== 'string' ||
    !DECIMAL_U64.test(epoch) ||
    !isLowerHex(root, 32) ||
    !isLowerHex(anchorHash, 32) ||
    !isLowerHex(childHash, 32)
  )
    throw new StorageInvalidError({ reason: 'a field of its document is malformed' })
  return { epoch: BigInt(epoch), root, anchorHash, childHash }
}

async function inStorage<T>(reason: string, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (cause) {
    if (cause instanceof BaseError) throw cause
    throw new StorageInvalidError({ reason, cause })
  }
}

export function createAcceptedEpochs(args: {
  chainId: bigint
  registry: Hex
  storage: ClientStorage | undefined
}): AcceptedEpochs {
  const { chainId, registry, storage } = args
  let remembered: AcceptedEpoch | null = null
  return {
    async last() {
      if (storage === undefined) return remembered
      const text = await inStorage('it could not be read', () => storage.get())
      if (text === null || text === undefined) return remembered
      const stored = parseDocument(text, chainId, registry)
      // Another client may have written since; and what is in memory stays even if the storage was rolled back.
      return remembered === null || stored.epoch > remembered.epoch ? stored : remembered
    },
    async accept({ epoch, root, anchorHash, childHash }) {
      remembered = { epoch, root, anchorHash, childHash }
      const document = { version: DOCUMENT_VERSION, chainId: chainId.toString(), registry, epoch: epoch.toString() }
      const text = JSON.stringify({ ...document, root, anchorHash, childHash })
      await inStorage('it could not be written', () => storage?.set(text))
    },
  }
}
