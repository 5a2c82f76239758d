import { type EpochProofExpectation, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { parseSnapshot } from '../../shared/list/snapshot.ts'
import { type DecodedList, decodeList, type ListLimits } from '../../shared/list/wire.ts'
import { StorageInvalidError } from '../errors.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'
import { checkList } from './checkList.ts'
import type { EpochOffer } from './epochOffer.ts'

/**
 * Verifies a stored list, all but the hash of its block.
 *
 * @returns null if the list is older than the accepted epoch: only a record was asked for since it was stored
 * @throws StorageInvalidError, and the errors of `parseSnapshot`, `verifyEpochProof`, `decodeList` and `checkList`
 */
export function openStoredList(
  text: string,
  accepted: AcceptedEpoch,
  { network, limits }: { network: EpochProofExpectation; limits: Required<ListLimits> },
): { offer: EpochOffer; list: DecodedList } | null {
  const { proof, list: bytes } = parseSnapshot(text)
  const verified = verifyEpochProof(proof, network)
  if (verified.epoch < accepted.epoch) return null
  if (verified.epoch !== accepted.epoch || verified.child.hash !== accepted.childHash)
    throw new StorageInvalidError({
      reason: `its list is of epoch ${verified.epoch} and block ${verified.child.hash}, the accepted one is of epoch ${accepted.epoch} and block ${accepted.childHash}`,
    })
  const list = decodeList(bytes, limits)
  checkList(list, { chainId: network.chainId, registry: network.registry, root: verified.root })
  return { offer: { proof, verified }, list }
}
