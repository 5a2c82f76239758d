import { type EpochProof, type EpochProofExpectation, verifyEpochProof } from '../../shared/list/epochProof.ts'
import type { Source } from '../transport/source.ts'
import type { CheckBlock } from '../trust/trust.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'
import { checkAge, conflictOf, dueSince, isConflict } from './checkOffer.ts'
import type { EpochOffer, FetchOffer } from './epochOffer.ts'
import { EpochNotDueError } from './errors.ts'

/** Earlier epochs that a source is asked for if its newest one is early. */
const EARLIER_EPOCHS_MAX = 4n

type OfferArgs = {
  /** Chain, registry and epoch length that a proof must be for. */
  network: EpochProofExpectation
  lastAccepted: () => Promise<AcceptedEpoch | null>
  checkBlock: CheckBlock
}

/**
 * Fetches the source's newest proof. If that epoch is early, fetches the proof of the epoch due instead. The server's clock
 * may be ahead of the trust source's, and a client that used a list early would stand out.
 */
async function fetchDueProof(
  source: Source,
  verify: (proof: EpochProof) => EpochOffer,
  { due, maxEpochLag }: { due: bigint | null; maxEpochLag: number },
): Promise<EpochOffer> {
  const newest = verify(await source.latestProof())
  if (due === null || newest.verified.epoch <= due) return newest
  const lag = BigInt(maxEpochLag)
  const back = lag < EARLIER_EPOCHS_MAX ? lag : EARLIER_EPOCHS_MAX
  for (let epoch = due; epoch >= due - back && epoch > 0n; epoch--) {
    const proof = await source.epochProof(epoch)
    const offer = proof === null ? null : verify(proof)
    if (offer !== null && offer.verified.epoch <= due) return offer
  }
  throw new EpochNotDueError({ epoch: newest.verified.epoch, due })
}

/**
 * Makes a function that fetches the epoch a source offers. Everything about the epoch is checked but its list, in this order:
 *
 * 1. chain, registry and proofs;
 * 2. the epoch is due;
 * 3. the epoch is not older than the accepted one, and has the same anchor if it is the same;
 * 4. the epoch is recent. On a first start only this rule refuses an old proof that was true once;
 * 5. the trust source names the hash of its block.
 *
 * @throws (its result does) the errors of `verifyEpochProof`, `Source` and `CheckBlock`; EpochNotDueError,
 * EpochRolledBackError, EpochConflictError, EpochTooOldError, StorageInvalidError
 */
export function createFetchOffer({ network, lastAccepted, checkBlock }: OfferArgs): FetchOffer {
  const verify = (proof: EpochProof): EpochOffer => ({ proof, verified: verifyEpochProof(proof, network) })
  return async (source, { chainTime, maxEpochLag }) => {
    const due = dueSince(await lastAccepted(), chainTime, network.epochSeconds)
    const offer = await fetchDueProof(source, verify, { due, maxEpochLag })
    // Read again: another client with the same storage may have accepted a later epoch during the request.
    const accepted = await lastAccepted()
    if (accepted !== null && isConflict(offer, accepted)) {
      const doubt = await checkBlock(offer.verified.child).then(
        () => undefined,
        (cause: unknown) => ({ cause }),
      )
      throw conflictOf(offer, accepted, doubt)
    }
    checkAge(offer.verified.epoch, due, maxEpochLag)
    await checkBlock(offer.verified.child)
    return offer
  }
}
