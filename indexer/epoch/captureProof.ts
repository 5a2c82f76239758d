import type { Hex } from 'viem'
import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { encodeHeader } from '../../shared/list/encodeHeader.ts'
import { type EpochProof, LIST_ROOT_SLOT, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeHeader } from '../../shared/list/header.ts'
import { verifyAccount, verifyStorageSlot } from '../../shared/list/stateProof.ts'
import type { ChainSettings, SyncContext } from '../sync/types.ts'
import { AnchorGoneError } from './errors.ts'
import type { Boundary } from './findBoundary.ts'

/** What the chain proves about the list at an anchor; `root` is null for an empty list, of which there is no proof. */
export type AnchorProof = Omit<EpochProof, 'epoch' | 'root'> & { root: Hex | null }

/**
 * Asks for the storage proof of the list root in the state after the anchor, and for the two headers.
 *
 * @throws AnchorGoneError when the chain does not have these two blocks any more
 * @throws HeaderEncodingUnknownError, HeaderInvalidError, StateProofInvalidError when what came does not hold
 * @throws RpcRequestFailedError, RpcExhaustedError
 */
export async function captureProof(context: SyncContext, { anchor, child }: Boundary): Promise<AnchorProof> {
  const { reader, settings } = context
  const { value: headers } = await reader.blocksByNumber([anchor.number, child.number])
  const [anchorBlock, childBlock] = headers
  if (anchorBlock?.hash !== anchor.hash || childBlock?.hash !== child.hash) throw new AnchorGoneError({ anchor, child })
  const anchorHeader = encodeHeader(anchorBlock.raw)
  const childHeader = encodeHeader(childBlock.raw)
  const { value: proof } = await reader.listRootProof(anchor.number)
  const { stateRoot } = decodeHeader(anchorHeader)
  const account = verifyAccount(stateRoot, settings.registry, proof.accountProof.map(hexToBytes))
  // The proof of an empty slot shows its absence, in a form that epoch proofs do not use: nothing to verify, nothing to
  // publish. Whether our own list is empty too is checked by the caller.
  const isEmptyList = proof.value === 0n
  const slot = isEmptyList
    ? undefined
    : verifyStorageSlot(account.storageHash, LIST_ROOT_SLOT, proof.storageProof.map(hexToBytes))
  return {
    chainId: settings.chainId,
    registry: settings.registry,
    anchorHeader: bytesToHex(anchorHeader),
    childHeader: bytesToHex(childHeader),
    accountProof: proof.accountProof,
    storageProof: proof.storageProof,
    root: slot === undefined ? null : bytesToHex(slot),
  }
}

/** The epoch's own proof, checked exactly as a client checks it. @throws what verifyEpochProof throws */
export function toEpochProof(
  settings: ChainSettings,
  args: { epoch: bigint; epochSeconds: number; proof: AnchorProof & { root: Hex } },
): EpochProof {
  const epochProof: EpochProof = { ...args.proof, epoch: args.epoch }
  verifyEpochProof(epochProof, {
    chainId: settings.chainId,
    registry: settings.registry,
    epochSeconds: args.epochSeconds,
  })
  return epochProof
}
