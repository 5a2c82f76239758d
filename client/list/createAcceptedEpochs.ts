import { type Hex, isLowerHex } from '../shared/bytes.ts'
import { type ClientStorage, createDocumentStore, type Fields } from './documentStore.ts'
import { type AcceptedEpoch, StorageInvalidError } from './errors.ts'

/** The document has some 400 characters. */
const DOCUMENT_LENGTH_MAX = 4_096

const DECIMAL_U64 = /^(?:0|[1-9]\d{0,19})$/

/** Keeps the newest accepted epoch, in memory and in the caller's storage. */
export type AcceptedEpochs = {
  /** @throws StorageInvalidError */
  last(): Promise<AcceptedEpoch | null>
  /** Never goes back to an earlier epoch. @throws StorageInvalidError */
  accept(epoch: AcceptedEpoch): Promise<void>
}

function parseEpoch({ epoch, root, anchorHash, childHash }: Fields): AcceptedEpoch {
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

/** @param args.storage without one, only the age rule protects the first call after a start */
export function createAcceptedEpochs(args: {
  chainId: bigint
  registry: Hex
  storage: ClientStorage | undefined
}): AcceptedEpochs {
  const { chainId, registry, storage } = args
  const refuse = (failure: { reason: string; cause?: unknown }) => new StorageInvalidError(failure)
  const documents =
    storage && createDocumentStore({ chainId, registry, storage, lengthMax: DOCUMENT_LENGTH_MAX, refuse })
  let remembered: AcceptedEpoch | null = null
  async function last(): Promise<AcceptedEpoch | null> {
    const fields = await documents?.read()
    if (fields === null || fields === undefined) return remembered
    const stored = parseEpoch(fields)
    // Another client may have written since; and what is in memory stays even if the storage was rolled back.
    return remembered === null || stored.epoch > remembered.epoch ? stored : remembered
  }

  return {
    last,
    async accept(accepted) {
      const newest = await last()
      // While a list was fetched, another client with the same storage may have accepted a later one.
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
