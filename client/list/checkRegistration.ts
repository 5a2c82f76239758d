import { type Hex, hexToBytes, isLowerHex } from '../../shared/bytes.ts'
import { encodeHeader } from '../../shared/ethereum/encodeHeader.ts'
import { type BlockHeader, decodeHeader } from '../../shared/ethereum/header.ts'
import { PROOF_NODE_BYTES_MAX, PROOF_NODES_MAX } from '../../shared/ethereum/trieProof.ts'
import { isObject } from '../../shared/isObject.ts'
import { type RegisteredIdentity, verifyIdentity } from '../../shared/list/identity.ts'
import { RpcResponseInvalidError } from '../transport/errors.ts'
import { BLOCK_METHOD, PROOF_METHOD } from '../transport/rpcMethods.ts'
import { StateTooOldError } from './errors.ts'

/** @throws RpcResponseInvalidError, HeaderEncodingUnknownError */
export function parseFinalHeader(provider: string, block: unknown): BlockHeader {
  if (!isObject(block))
    throw new RpcResponseInvalidError({ provider, method: BLOCK_METHOD, reason: 'it knows no such block' })
  return decodeHeader(encodeHeader(block))
}

/**
 * Refuses the state of an old block. A final block stays final for ever, so a block from before a registration could
 * otherwise be used to deny it.
 *
 * @throws StateTooOldError
 */
export function checkStateTime(provider: string, timestamp: bigint, timestampMin: bigint): void {
  if (timestamp < timestampMin) throw new StateTooOldError({ provider, timestamp, timestampMin })
}

function parseNodes(provider: string, nodes: unknown): Uint8Array[] {
  const invalid = (reason: string) => new RpcResponseInvalidError({ provider, method: PROOF_METHOD, reason })
  if (!Array.isArray(nodes) || nodes.length > PROOF_NODES_MAX)
    throw invalid(`a proof is not a list of at most ${PROOF_NODES_MAX} nodes`)
  return nodes.map((node: unknown) => {
    if (typeof node !== 'string' || node.length > 2 + 2 * PROOF_NODE_BYTES_MAX || !isLowerHex(node))
      throw invalid(`a node is not lower-case hex of at most ${PROOF_NODE_BYTES_MAX} bytes`)
    return hexToBytes(node)
  })
}

/**
 * Verifies the answer to `eth_getProof` for the slot of a key.
 *
 * @returns the identity that the registry keeps for the key, `null` if it keeps none
 * @throws RpcResponseInvalidError, StateProofInvalidError
 */
export function openIdentity(
  provider: string,
  answer: unknown,
  expected: { stateRoot: Hex; registry: Hex; ed25519Key: Hex },
): RegisteredIdentity | null {
  const { accountProof, storageProof } = isObject(answer) ? answer : { accountProof: null, storageProof: null }
  const slots: readonly unknown[] = Array.isArray(storageProof) ? storageProof : []
  const [slot] = slots
  if (slots.length !== 1 || !isObject(slot))
    throw new RpcResponseInvalidError({ provider, method: PROOF_METHOD, reason: 'it is not the proof of one slot' })
  const { proof } = slot
  return verifyIdentity({
    ...expected,
    accountProof: parseNodes(provider, accountProof),
    storageProof: parseNodes(provider, proof),
  })
}
