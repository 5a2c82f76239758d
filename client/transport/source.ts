import type { Hex } from '../../shared/bytes.ts'
import type { ListDelta } from '../../shared/list/delta.ts'
import type { EpochProof } from '../../shared/list/epochProof.ts'
import type { LeafProof } from '../../shared/list/leaf.ts'
import type { DecodedList } from '../../shared/list/wire.ts'

/** One API server, mirror or bundled list. The client trusts none of its answers. */
export type Source = {
  /** The URL's origin, or another name of the source. */
  readonly name: string
  /** @throws EpochProofMalformedError, ServerTextInvalidError, and the errors of `fetchBounded` */
  latestProof(): Promise<EpochProof>
  /** Returns the proof of one epoch, or `null` if the source has none. Throws as `latestProof`. */
  epochProof(epoch: bigint): Promise<EpochProof | null>
  /** Throws the errors of `decodeList` and `fetchBounded`. */
  list(root: Hex): Promise<DecodedList>
  /** Returns the changes between two lists, or `null` if the source has no such delta. Throws as `decodeDelta`. */
  delta(from: Hex, to: Hex): Promise<ListDelta | null>
}

/** A source that serves single records and blocks of extension documents too. */
export type RecordSource = Source & {
  /** Throws the errors of `decodeLeaf` and `fetchBounded`. */
  leaf(root: Hex, leafIndex: number): Promise<LeafProof>
  /** Returns an unchecked block of extension documents. Throws the errors of `fetchBounded`. */
  extensionBlock(root: Hex, block: number): Promise<Uint8Array>
}
