import type { Hex } from '../../shared/bytes.ts'
import { boundaryOf, toEpoch } from '../../shared/epoch/clock.ts'
import type { ServiceNodeRecord } from '../../shared/list/record.ts'
import type { DecodedList } from '../../shared/list/wire.ts'
import type { EpochOffer } from './epochOffer.ts'

/** Age of the oldest list that new guards are chosen from. Older lists are still good to send through. */
const FRESH_SECONDS_MAX = 86_400n

/** A record and its place in the list. */
export type ListedServiceNode = ServiceNodeRecord & { leafIndex: number }

/** A node list of which every bit follows from a trusted block hash. */
export type VerifiedNodeList = {
  epoch: bigint
  /** The list root, as the registry keeps it. */
  root: Hex
  /** The last block before the epoch's boundary. The list is the state after it. Timestamp in unix seconds. */
  anchor: { number: bigint; hash: Hex; timestamp: bigint }
  /** Levels of the list tree. */
  depth: number
  /** All active service nodes, by leaf index. */
  records: readonly ListedServiceNode[]
  /** Origin of the server that sent it, or "bundled list" or "stored list". */
  source: string
  /** Seconds from the epoch's boundary to the newest header of the trust source. `null` if it names none. */
  ageSeconds: bigint | null
  /** Whether it is known to be at most 24 hours old. Choose new guards from no other list. */
  isFresh: boolean
}

/** A list in use, with its proof. */
export type HeldList = EpochOffer & {
  list: DecodedList
  records: readonly ListedServiceNode[]
  source: string
}

/**
 * Takes the newest list due from the sources.
 *
 * @param chainTime unix seconds by the trust source, `null` if unknown
 * @param held the list that deltas are applied to
 * @throws NodeListRefusedError, StorageInvalidError
 */
export type TakeList = (chainTime: bigint | null, held: HeldList | null) => Promise<HeldList>

/** @param previous the list held before; its records are reused if it is the same list */
export function holdList(
  offer: EpochOffer,
  taken: { list: DecodedList; source: string },
  previous: HeldList | null,
): HeldList {
  const { list, source } = taken
  const records =
    previous?.list === list
      ? previous.records
      : Array.from(list.leafIndexes, (leafIndex, i) => ({ ...list.record(i), leafIndex }))
  return { ...offer, list, records, source }
}

/** @param chainTime unix seconds by the trust source, `null` if unknown */
export function toNodeList(held: HeldList, chainTime: bigint | null, epochSeconds: number): VerifiedNodeList {
  const { epoch, root, anchor } = held.verified
  const ageSeconds = chainTime === null ? null : chainTime - boundaryOf(toEpoch(epoch), epochSeconds)
  return {
    epoch,
    root,
    anchor: { number: anchor.number, hash: anchor.hash, timestamp: anchor.timestamp },
    depth: held.list.depth,
    records: held.records,
    source: held.source,
    ageSeconds,
    isFresh: ageSeconds !== null && ageSeconds <= FRESH_SECONDS_MAX,
  }
}

/** Returns the unix seconds of the newest header that the age of a list was measured against, `null` if unknown. */
export function headTimestampOf({ epoch, ageSeconds }: VerifiedNodeList, epochSeconds: number): bigint | null {
  return ageSeconds === null ? null : boundaryOf(toEpoch(epoch), epochSeconds) + ageSeconds
}
