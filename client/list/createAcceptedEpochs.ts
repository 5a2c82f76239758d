import type { Hex } from '../../shared/bytes.ts'
import { createDocumentStore } from '../createDocumentStore.ts'
import type { ClientStorage } from '../documentStore.ts'
import { StorageInvalidError } from '../errors.ts'
import type { AcceptedEpoch, AcceptedEpochs } from './acceptedEpoch.ts'
import { parseAcceptedEpoch } from './parseAcceptedEpoch.ts'

/** Longest document read, in characters. A valid one has some 400. */
const DOCUMENT_LENGTH_MAX = 4_096

/** @param args.storage without it, only the age rule protects the first call after a start */
export function createAcceptedEpochs(args: {
  chainId: bigint
  registry: Hex
  storage: ClientStorage | undefined
}): AcceptedEpochs {
  const { chainId, registry, storage } = args
  const fault = (failure: { reason: string; cause?: unknown }) => new StorageInvalidError(failure)
  const documents =
    storage && createDocumentStore({ chainId, registry, storage, lengthMax: DOCUMENT_LENGTH_MAX, fault })
  let remembered: AcceptedEpoch | null = null
  async function last(): Promise<AcceptedEpoch | null> {
    const fields = await documents?.read()
    if (fields === null || fields === undefined) return remembered
    const stored = parseAcceptedEpoch(fields)
    // Another client may have written a later epoch. The epoch in memory holds even if the storage was rolled back.
    return remembered === null || stored.epoch > remembered.epoch ? stored : remembered
  }

  return {
    last,
    async accept(accepted) {
      const newest = await last()
      // Another client with the same storage may have accepted a later epoch during the request.
      if (newest !== null && newest.epoch > accepted.epoch) {
        remembered = newest
        return
      }
      const { epoch, root, anchorHash, childHash } = accepted
      remembered = { epoch, root, anchorHash, childHash }
      await documents?.write({ epoch: epoch.toString(), root, anchorHash, childHash })
    },
  }
}
