import { bytesToHex, concat, type Hex, hexToBytes, isLowerHex, readUint } from '../bytes.ts'
import { readStorageSlot, verifyAccount } from '../ethereum/stateProof.ts'
import { formatIp } from '../ip.ts'
import { keccak256 } from '../keccak.ts'
import { StateProofInvalidError, VerifyParameterError } from './errors.ts'

/**
 * The storage slot of the registry's `mapping(bytes32 ed25519Key => Identity)`. A test compares it with the storage
 * layout of the compiler.
 */
const IDENTITIES_SLOT = 8

const WORD_BYTES = 32

/** Bit of the flags: the node has another key now. */
const REPLACED = 1

/** The entry of an Ed25519 key in the registry, kept for ever. See `Identity` in `IServiceNodeRegistry`. */
export type RegisteredIdentity = {
  /** The one node that has or had the key. */
  nodeId: number
  /** The node has another key now. It can never use this one again. */
  isReplaced: boolean
  /** The endpoint that the node had while it had the key. A node that left keeps its last one. */
  ip: string
  rpcPort: number
  quicPort: number
  /** Epoch of its last `updateEndpoint`. 0: none. */
  endpointEpoch: number
}

/** State proofs of the registry's account and of the slot of one key, as `eth_getProof` gives them. */
export type IdentityProof = { accountProof: readonly Uint8Array[]; storageProof: readonly Uint8Array[] }

/**
 * Returns the storage slot of a key: `keccak(key ‖ uint256(8))`, as Solidity places the entries of a mapping.
 *
 * @param ed25519Key 32 bytes of lower-case hex
 * @throws VerifyParameterError
 */
export function identitySlot(ed25519Key: Hex): Hex {
  if (!isLowerHex(ed25519Key, WORD_BYTES))
    throw new VerifyParameterError({
      name: 'ed25519Key',
      value: ed25519Key,
      reason: 'it is not 32 bytes of lower-case hex',
    })
  const mapping = new Uint8Array(WORD_BYTES)
  mapping[WORD_BYTES - 1] = IDENTITIES_SLOT
  return bytesToHex(keccak256(concat([hexToBytes(ed25519Key), mapping])))
}

/** Reads the fields from the low end: nodeId (4 bytes), ip (16), rpcPort (2), quicPort (2), endpointEpoch (4), flags (1). */
function decodeIdentity(word: Uint8Array): RegisteredIdentity {
  const nodeId = readUint(word, 28, 4)
  if (nodeId === 0)
    throw new StateProofInvalidError({ kind: 'storage', reason: 'the slot holds what no registry writes there' })
  return {
    nodeId,
    isReplaced: (readUint(word, 3, 1) & REPLACED) !== 0,
    ip: formatIp(word.subarray(12, 28)),
    rpcPort: readUint(word, 10, 2),
    quicPort: readUint(word, 8, 2),
    endpointEpoch: readUint(word, 4, 4),
  }
}

/**
 * Verifies the entry of an Ed25519 key in the state of one block.
 *
 * @param args.stateRoot the state root of a block whose hash the caller trusts
 * @param args.registry lower-case address
 * @returns `null` if no node ever had the key, which a proof can show as well
 * @throws StateProofInvalidError if the proofs show neither
 * @throws VerifyParameterError
 */
export function verifyIdentity(
  args: IdentityProof & { stateRoot: Hex; registry: Hex; ed25519Key: Hex },
): RegisteredIdentity | null {
  const slot = identitySlot(args.ed25519Key)
  const { storageHash } = verifyAccount(args.stateRoot, args.registry, args.accountProof)
  const word = readStorageSlot(storageHash, slot, args.storageProof)
  return word === null ? null : decodeIdentity(word)
}
