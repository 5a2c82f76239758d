import { type Hex, hexToBytes, isLowerHex } from '../shared/bytes.ts'
import { encodeHeader } from '../shared/ethereum/encodeHeader.ts'
import { type BlockHeader, decodeHeader } from '../shared/ethereum/header.ts'
import { PROOF_NODE_BYTES_MAX, PROOF_NODES_MAX } from '../shared/ethereum/trieProof.ts'
import { identitySlot, type RegisteredIdentity, verifyIdentity } from '../shared/list/identity.ts'
import { askTrust } from './askTrust.ts'
import { BlockHashUntrustedError, RpcResponseInvalidError, StateTooOldError } from './errors.ts'
import { dueSince, epochDue } from './offeredEpoch.ts'
import { isObject, type RpcProvider } from './rpcProvider.ts'
import type { Settings } from './settings.ts'

/** Whether a key was registered by the end of a block, proven by the state of that block. */
export type Registration = {
  /** What the registry keeps for the key, for ever; `null`: no node ever had it. Being Active is what the list says. */
  identity: RegisteredIdentity | null
  block: { number: bigint; hash: Hex; timestamp: bigint }
  /** Origin of the endpoint that sent the proof. */
  source: string
}

/**
 * The block that an endpoint holds final, if the trust source names the same one. A block within reach of the endpoint's
 * state, which an epoch's anchor soon is not: many keep the state of 128 blocks only.
 */
async function finalHeader(settings: Settings, provider: RpcProvider, chainTime: bigint | null): Promise<BlockHeader> {
  const { trust, chainId, epochSeconds, maxEpochLag } = settings
  const method = 'eth_getBlockByNumber'
  const block = await provider.call(method, ['finalized', false])
  if (!isObject(block))
    throw new RpcResponseInvalidError({ provider: provider.name, method, reason: 'it knows of no such block' })
  const header = decodeHeader(encodeHeader(block))
  const due = dueSince(await settings.accepted.last(), epochDue(chainTime, epochSeconds))
  // A block that is final is final for ever: without this, one from before the registration would do to deny it.
  const timestampMin = due === null ? 0n : (due - BigInt(maxEpochLag)) * BigInt(epochSeconds)
  if (header.timestamp < timestampMin)
    throw new StateTooOldError({ provider: provider.name, timestamp: header.timestamp, timestampMin })
  const trusted = await askTrust(() => trust.blockHash(header.number, { chainId }))
  if (trusted !== header.hash) throw new BlockHashUntrustedError({ number: header.number, hash: header.hash, trusted })
  return header
}

function parseNodes(provider: string, nodes: unknown): Uint8Array[] {
  const invalid = (reason: string) => new RpcResponseInvalidError({ provider, method: 'eth_getProof', reason })
  if (!Array.isArray(nodes) || nodes.length > PROOF_NODES_MAX)
    throw invalid(`it has no list of at most ${PROOF_NODES_MAX} nodes where one is due`)
  return nodes.map((node: unknown) => {
    if (typeof node !== 'string' || node.length > 2 + 2 * PROOF_NODE_BYTES_MAX || !isLowerHex(node))
      throw invalid(`a node is not lower-case hex of at most ${PROOF_NODE_BYTES_MAX} bytes`)
    return hexToBytes(node)
  })
}

/**
 * Asks one endpoint what the registry keeps for a key, with the proof of it. Nothing it says is believed but what follows
 * from the block's state root: it can refuse to answer, not lie.
 *
 * @throws RpcResponseInvalidError, RpcRefusedError, RpcChainMismatchError, StateTooOldError, BlockHashUntrustedError,
 * HeaderEncodingUnknownError, StateProofInvalidError, and those of `fetchBounded` and the trust source
 */
export async function fetchRegistration(
  settings: Settings,
  provider: RpcProvider,
  args: { ed25519Key: Hex; chainTime: bigint | null },
): Promise<Registration> {
  const { chainId, registry } = settings
  const { ed25519Key, chainTime } = args
  await provider.checkChain(chainId)
  const { number, hash, timestamp, stateRoot } = await finalHeader(settings, provider, chainTime)
  const method = 'eth_getProof'
  const answer = await provider.call(method, [registry, [identitySlot(ed25519Key)], `0x${number.toString(16)}`])
  const { accountProof, storageProof } = isObject(answer) ? answer : { accountProof: null, storageProof: null }
  const slots: readonly unknown[] = Array.isArray(storageProof) ? storageProof : []
  const [slot] = slots
  if (slots.length !== 1 || !isObject(slot))
    throw new RpcResponseInvalidError({ provider: provider.name, method, reason: 'it is not the proof of one slot' })
  const { proof } = slot
  const identity = verifyIdentity({
    stateRoot,
    registry,
    ed25519Key,
    accountProof: parseNodes(provider.name, accountProof),
    storageProof: parseNodes(provider.name, proof),
  })
  return { identity, block: { number, hash, timestamp }, source: provider.name }
}
