import type { Hex } from '../shared/bytes.ts'
import { BaseError } from '../shared/errors/baseError.ts'
import type { ClientStorage, DocumentStore, StorageFault } from './documentStore.ts'
import { DOCUMENT_VERSION, parseDocument } from './parseDocument.ts'

/**
 * Creates a store for one document.
 *
 * @param args.registry lower-case address
 * @param args.lengthMax longest document that is read, in characters
 * @param args.fault makes the error to throw when the storage fails or is damaged
 */
export function createDocumentStore(args: {
  chainId: bigint
  registry: Hex
  storage: ClientStorage
  lengthMax: number
  fault: StorageFault
}): DocumentStore {
  const { registry, storage, lengthMax, fault } = args
  const chainId = args.chainId.toString()

  const use = async <T>(reason: string, run: () => T | Promise<T>): Promise<T> => {
    try {
      return await run()
    } catch (cause) {
      if (cause instanceof BaseError) throw cause
      throw fault({ reason, cause })
    }
  }

  return {
    async read() {
      const text = await use('it could not be read', () => storage.get())
      return text === null || text === undefined ? null : parseDocument(text, { chainId, registry, lengthMax }, fault)
    },
    async write(fields) {
      const text = JSON.stringify({ version: DOCUMENT_VERSION, chainId, registry, ...fields })
      await use('it could not be written', () => storage.set(text))
    },
  }
}
