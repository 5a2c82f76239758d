import type { EpochProof, VerifiedEpoch } from '../../shared/list/epochProof.ts'
import type { Source } from '../transport/source.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'

/** An offered epoch whose proof was verified. */
export type EpochOffer = { proof: EpochProof; verified: VerifiedEpoch }

/** Fetches the offer of a source whose list may be up to `maxEpochLag` epochs behind the one due. */
export type FetchOffer = (
  source: Source,
  /** `chainTime` in unix seconds by the trust source, `null` if unknown. */
  wanted: { chainTime: bigint | null; maxEpochLag: number },
) => Promise<EpochOffer>

/** Returns the fields that are stored of an accepted epoch. */
export function summaryOf({ epoch, root, anchor, child }: VerifiedEpoch): AcceptedEpoch {
  return { epoch, root, anchorHash: anchor.hash, childHash: child.hash }
}
