import type { Hex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors/baseError.ts'

/** Where the caller keeps a text over restarts. Both may be synchronous. */
export type ClientStorage = {
  /** What `set` was last called with, or `null` (or `undefined`) when it never was. */
  get(): Promise<string | null | undefined> | string | null | undefined
  set(value: string): Promise<void> | void
}

/** Fields of a document that nobody has looked at yet. */
export type Fields = Partial<Record<string, unknown>>

/** A JSON document in the caller's storage, with a version and the network that it is of. */
export type DocumentStore = {
  /** Null when nothing was ever stored. */
  read(): Promise<Fields | null>
  write(fields: Fields): Promise<void>
}

/** The makers of the error that is thrown when a storage fails or is damaged. */
export type Refuse = (args: { reason: string; cause?: unknown }) => BaseError

const DOCUMENT_VERSION = 1

export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? value : {})

/** @param args.lengthMax characters */
export function createDocumentStore(args: {
  chainId: bigint
  registry: Hex
  storage: ClientStorage
  lengthMax: number
  refuse: Refuse
}): DocumentStore {
  const { registry, storage, lengthMax, refuse } = args
  const chainId = args.chainId.toString()

  const use = async <T>(reason: string, run: () => T | Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (cause) {
      if (cause instanceof BaseError) throw cause
      throw refuse({ reason, cause })
    }
  }

  const parse = (text: unknown): Fields => {
    if (typeof text !== 'string' || text.length > lengthMax)
      throw refuse({ reason: 'its document is no text, or too long' })
    let document: unknown
    try {
      document = JSON.parse(text)
    } catch (cause) {
      throw refuse({ reason: 'its document is not JSON', cause })
    }
    const fields = fieldsOf(document)
    if (fields['version'] !== DOCUMENT_VERSION)
      throw refuse({ reason: `its document has version ${String(fields['version']).slice(0, 20)}, not 1` })
    if (fields['chainId'] !== chainId || fields['registry'] !== registry)
      throw refuse({ reason: 'its document is for another chain or registry' })
    return fields
  }

  return {
    async read() {
      const text = await use('it could not be read', () => storage.get())
      return text === null || text === undefined ? null : parse(text)
    },
    async write(fields) {
      const text = JSON.stringify({ version: DOCUMENT_VERSION, chainId, registry, ...fields })
      await use('it could not be written', () => storage.set(text))
    },
  }
}
