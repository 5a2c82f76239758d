import type { SourceFailure } from '../errors.ts'
import { type AllFailed, failover } from '../transport/failover.ts'
import type { RecordSource } from '../transport/source.ts'
import type { ListState } from './createListState.ts'
import type { FetchOffer } from './epochOffer.ts'
import { isDue } from './epochTime.ts'
import { RecordRefusedError } from './errors.ts'
import { fetchRecord, type VerifiedRecord } from './fetchRecord.ts'
import { takeNewest } from './takeNewest.ts'

/**
 * Fetches one record and verifies it against the root of the epoch due. Accepts that epoch first if it is not in use yet.
 *
 * @throws RecordRefusedError, StorageInvalidError
 */
export async function findRecord(args: {
  leafIndex: number
  sources: readonly RecordSource[]
  state: Pick<ListState, 'start' | 'newest' | 'accept'>
  fetchOffer: FetchOffer
  /** Reads the chain's time, in unix seconds. */
  readTime: (allFailed: AllFailed) => Promise<bigint | null>
  epochSeconds: number
  maxEpochLag: number
  report: (failure: SourceFailure) => void
}): Promise<VerifiedRecord> {
  const { leafIndex, sources, state, fetchOffer, readTime, epochSeconds, maxEpochLag, report } = args
  await state.start()
  const allFailed: AllFailed = (failures) => new RecordRefusedError({ leafIndex, failures })
  const chainTime = await readTime(allFailed)
  const newest = state.newest()
  if (newest !== null && isDue(newest.epoch, chainTime, epochSeconds))
    return failover({ asked: sources, ask: (source) => fetchRecord(source, newest, leafIndex), report, allFailed })
  return takeNewest({
    asked: sources,
    take: async (source, lag) => {
      const { verified } = await fetchOffer(source, { chainTime, maxEpochLag: lag })
      const record = await fetchRecord(source, verified, leafIndex)
      await state.accept(verified)
      return record
    },
    maxEpochLag,
    report,
    allFailed,
  })
}
