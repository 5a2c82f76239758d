import type { Hex } from 'viem'
import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { BaseError } from '../../shared/errors/baseError.ts'
import { decodeHeader } from '../../shared/ethereum/header.ts'
import { verifyAccount, verifyStorageSlot } from '../../shared/ethereum/stateProof.ts'
import { type EpochProof, LIST_ROOT_SLOT, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { RpcExhaustedError } from '../rpc/errors.ts'
import type { ChainSettings, SyncContext } from '../sync/types.ts'
import { AnchorGoneError, ProvenRootContradictedError } from './errors.ts'
import type { Boundary } from './findBoundary.ts'

/** What the chain proves about the list at an anchor; `root` is null for an empty list, of which there is no proof. */
export type AnchorProof = Omit<EpochProof, 'epoch' | 'root'> & { root: Hex | null }

/**
 * Asks for the storage proof of the list root in the state after the anchor, and for the two headers. What one endpoint
 * refuses, or does not prove, is asked of the next in the same pass.
 *
 * @param args.isListEmpty whether our own list at the anchor is: an endpoint that says so of another is not believed
 * @throws AnchorGoneError when no endpoint has these two blocks any more
 * @throws HeaderFormUnknownError, HeaderInvalidError, StateProofInvalidError, ProvenRootContradictedError when what
 * came from an endpoint does not hold, and none gave what does
 * @throws RpcExhaustedError
 */
export async function captureProof(
  context: SyncContext,
  args: Boundary & { isListEmpty: boolean },
): Promise<AnchorProof> {
  const { rpc, log, signal } = context
  const failures: unknown[] = []
  for (const endpoint of rpc.order('eth_getProof')) {
    try {
      return await captureFrom(context, { ...args, endpoint })
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
      log.debug({ err: error, endpoint: endpoint + 1 }, 'endpoint gave no state proof that holds')
      failures.push(error)
    }
  }
  // One endpoint behind a reorg must not hide why the others gave none.
  throw (
    failures.find((error) => !(error instanceof AnchorGoneError)) ??
    failures[0] ??
    new RpcExhaustedError({ method: 'eth_getProof', attempts: 0, last: undefined })
  )
}

async function captureFrom(
  { reader, settings }: SyncContext,
  { anchor, child, isListEmpty, endpoint }: Boundary & { isListEmpty: boolean; endpoint: number },
): Promise<AnchorProof> {
  const where = { endpoint, once: true }
  const { value: headers } = await reader.blocksByNumber([anchor.number, child.number], where)
  const [anchorBlock, childBlock] = headers
  if (anchorBlock?.hash !== anchor.hash || childBlock?.hash !== child.hash) throw new AnchorGoneError({ anchor, child })
  const anchorHeader = await reader.headerOf(anchorBlock, endpoint)
  const childHeader = await reader.headerOf(childBlock, endpoint)
  const { value: proof } = await reader.slotProof(
    { address: settings.registry, slot: LIST_ROOT_SLOT, number: anchor.number },
    where,
  )
  const { stateRoot } = decodeHeader(anchorHeader)
  const account = verifyAccount(stateRoot, settings.registry, proof.accountProof.map(hexToBytes))
  // The proof of an empty slot shows its absence, in a form that epoch proofs do not use: nothing to verify, nothing to
  // publish, and no reason to believe it against our own rows.
  const isSaidEmpty = proof.value === 0n
  if (isSaidEmpty && !isListEmpty) throw new ProvenRootContradictedError({ anchor })
  const slot = isSaidEmpty
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
