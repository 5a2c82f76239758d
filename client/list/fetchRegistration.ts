import type { Hex } from '../../shared/bytes.ts'
import { identitySlot, type RegisteredIdentity } from '../../shared/list/identity.ts'
import { BLOCK_METHOD, PROOF_METHOD } from '../transport/rpcMethods.ts'
import type { RpcProvider } from '../transport/rpcProvider.ts'
import type { CheckBlock } from '../trust/trust.ts'
import { checkStateTime, openIdentity, parseFinalHeader } from './checkRegistration.ts'

/** Whether a key was registered by the end of a block, proven by the state of that block. */
export type Registration = {
  /**
   * The identity that the registry keeps for the key, for ever. `null` if no node ever had it. A replaced key is one that its
   * node no longer uses. The list shows the Active nodes with their present keys.
   */
  identity: RegisteredIdentity | null
  block: { number: bigint; hash: Hex; timestamp: bigint }
  /** Origin of the endpoint that sent the proof. */
  source: string
}

/**
 * Asks one endpoint for the state proof of a key. The endpoint can refuse an answer, but not lie. The answer is verified
 * against the block's state root, and the trust source must name the hash of the block.
 *
 * Uses the endpoint's newest final block. Many endpoints keep the state of 128 blocks only, so an epoch's anchor is soon out
 * of reach.
 *
 * @param args.ed25519Key 32 bytes of lower-case hex
 * @param args.timestampMin returns the unix seconds of the oldest block taken
 * @throws RpcResponseInvalidError, RpcRefusedError, RpcChainMismatchError, StateTooOldError, HeaderEncodingUnknownError,
 * StateProofInvalidError, and the errors of `fetchBounded` and `CheckBlock`
 */
export async function fetchRegistration(
  provider: RpcProvider,
  args: {
    ed25519Key: Hex
    chainId: bigint
    registry: Hex
    timestampMin: () => Promise<bigint>
    checkBlock: CheckBlock
  },
): Promise<Registration> {
  const { ed25519Key, chainId, registry, timestampMin, checkBlock } = args
  await provider.checkChain(chainId)
  const header = parseFinalHeader(provider.name, await provider.call(BLOCK_METHOD, ['finalized', false]))
  const { number, hash, timestamp, stateRoot } = header
  checkStateTime(provider.name, timestamp, await timestampMin())
  await checkBlock(header)
  const params = [registry, [identitySlot(ed25519Key)], `0x${number.toString(16)}`]
  const answer = await provider.call(PROOF_METHOD, params)
  const identity = openIdentity(provider.name, answer, { stateRoot, registry, ed25519Key })
  return { identity, block: { number, hash, timestamp }, source: provider.name }
}
