import type { Hex } from '../shared/bytes.ts'
import type { ServiceNodeRecord } from '../shared/list/record.ts'
import type { DecodedList } from '../shared/list/wire.ts'
import type { OfferedEpoch } from './offeredEpoch.ts'

/** Older lists are still good to send through, but not to choose new guards from. */
const FRESH_SECONDS_MAX = 86_400n

/** A record and where it stands in the list. */
export type ListedServiceNode = ServiceNodeRecord & { leafIndex: number }

/** A node list of which every bit follows from a trusted block hash. */
export type VerifiedNodeList = {
  epoch: bigint
  /** The list root, as the registry keeps it. */
  root: Hex
  /** The last block before the epoch's end; the list is the state after it. Timestamp in unix seconds. */
  anchor: { number: bigint; hash: Hex; timestamp: bigint }
  /** Levels of the list tree. */
  depth: number
  /** All active service nodes, by leaf index. */
  records: readonly ListedServiceNode[]
  /** Origin of the server that sent it, or "bundled list" or "stored list". */
  source: string
  /**
   * Seconds from the epoch's end, of which the list is the state, to the newest header that the trust source named;
   * `null` where it names none.
   */
  ageSeconds: bigint | null
  /** Whether it is known to be at most 24 hours old: choose new guards from no other. */
  isFresh: boolean
}

/** A list in use, with what it takes to show it again. */
export type HeldList = OfferedEpoch & {
  list: DecodedList
  records: readonly ListedServiceNode[]
  source: string
}

/** @param previous a held list; where it has the same root, its records are taken over. */
export function holdList(
  offered: OfferedEpoch,
  taken: { list: DecodedList; source: string },
  previous: HeldList | null,
): HeldList {
  const { list, source } = taken
  const records =
    previous?.list === list
      ? previous.records
      : Array.from(list.leafIndexes, (leafIndex, i) => ({ ...list.record(i), leafIndex }))
  return { ...offered, list, records, source }
}

/** What the caller is given of a held list. @param chainTime unix seconds by the trust source, if it names any */
export function toNodeList(held: HeldList, chainTime: bigint | null, epochSeconds: number): VerifiedNodeList {
  const { epoch, root, anchor } = held.verified
  const ageSeconds = chainTime === null ? null : chainTime - epoch * BigInt(epochSeconds)
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
