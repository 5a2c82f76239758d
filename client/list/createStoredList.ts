import { BaseError } from '../../shared/errors/baseError.ts'
import type { EpochProofExpectation } from '../../shared/list/epochProof.ts'
import { encodeSnapshot } from '../../shared/list/snapshot.ts'
import type { ListLimits } from '../../shared/list/wire.ts'
import type { ClientStorage } from '../documentStore.ts'
import { type SourceFailure, StorageInvalidError } from '../errors.ts'
import type { CheckBlock } from '../trust/trust.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'
import { type HeldList, holdList } from './nodeList.ts'
import { openStoredList } from './openStoredList.ts'

/** Name of the list from the caller's storage, in failures and in lists. */
export const STORED_LIST = 'stored list'

/** The last accepted list, kept over restarts. It saves a request. Errors are reported, and the sources are asked. */
export type StoredList = {
  /**
   * Reads the list and verifies it again. Asks the trust source for its block, as for a server's list: the caller may use
   * another trust source since. Returns `null` if there is no usable list.
   *
   * @throws StorageInvalidError if the accepted epoch cannot be read
   */
  read(): Promise<HeldList | null>
  write(held: HeldList): Promise<void>
}

/** @param args.storage without it, `read` returns null and `write` has no effect */
export function createStoredList(args: {
  storage: ClientStorage | undefined
  network: EpochProofExpectation
  limits: Required<ListLimits>
  lastAccepted: () => Promise<AcceptedEpoch | null>
  checkBlock: CheckBlock
  report: (failure: SourceFailure) => void
}): StoredList {
  const { storage, network, limits, lastAccepted, checkBlock, report } = args

  const orReport = async <T>(run: () => Promise<T>): Promise<T | null> => {
    try {
      return await run()
    } catch (cause) {
      const reason = 'the list could not be read or written'
      const error = cause instanceof BaseError ? cause : new StorageInvalidError({ reason, cause })
      report({ source: STORED_LIST, error })
      return null
    }
  }

  return {
    async read() {
      const accepted = await lastAccepted()
      if (storage === undefined || accepted === null) return null
      return orReport(async () => {
        const text = await storage.get()
        if (text === null || text === undefined) return null
        const opened = openStoredList(text, accepted, { network, limits })
        if (opened === null) return null
        const { offer, list } = opened
        await checkBlock(offer.verified.child)
        return holdList(offer, { list, source: STORED_LIST }, null)
      })
    },
    async write({ proof, list }) {
      if (storage === undefined) return
      await orReport(async () => storage.set(encodeSnapshot({ proof, list: list.bytes })))
    },
  }
}
