import { bytesToHex, type Hex, hexToBytes, isLowerHex } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { RlpInvalidError, StateProofInvalidError, type StateProofKind, VerifyParameterError } from '../list/errors.ts'
import { decodeRlpItem, decodeRlpList, rlpFixed, rlpUint } from './rlp.ts'
import { readTrieProof, verifyTrieProof } from './trieProof.ts'

const WORD_BYTES = 32
const U64_BYTES = 8
const ACCOUNT_FIELDS = 4

/** An account as the state trie holds it. */
export type AccountState = { nonce: bigint; balance: bigint; storageHash: Hex; codeHash: Hex }

function inProof<T>(kind: StateProofKind, verify: () => T): T {
  try {
    return verify()
  } catch (cause) {
    if (cause instanceof RlpInvalidError) throw new StateProofInvalidError({ kind, reason: cause.reason, cause })
    throw cause
  }
}

function wordOf(name: string, hex: Hex, byteLength: number): Uint8Array {
  if (isLowerHex(hex, byteLength)) return hexToBytes(hex)
  throw new VerifyParameterError({ name, value: hex, reason: `it is not ${byteLength} bytes of lower-case hex` })
}

/**
 * Opens an account under a block's state root. In Ethereum's secure trie the key is the hash of the address.
 *
 * @param proof RLP nodes from the root down, as `eth_getProof` gives them in `accountProof`
 * @throws StateProofInvalidError if the proof does not open this account, or holds anything else
 */
export function verifyAccount(stateRoot: Hex, address: Hex, proof: readonly Uint8Array[]): AccountState {
  const root = wordOf('stateRoot', stateRoot, WORD_BYTES)
  const path = keccak256(wordOf('address', address, 20))
  return inProof('account', () => decodeAccount(verifyTrieProof(root, path, proof)))
}

/**
 * Reads an account under a block's state root, which need not have it.
 *
 * @param proof RLP nodes from the root down, as `eth_getProof` gives them in `accountProof`
 * @returns null if the proof shows that there is no such account
 * @throws StateProofInvalidError if the proof shows neither, or holds anything else
 */
export function readAccount(stateRoot: Hex, address: Hex, proof: readonly Uint8Array[]): AccountState | null {
  const root = wordOf('stateRoot', stateRoot, WORD_BYTES)
  const path = keccak256(wordOf('address', address, 20))
  return inProof('account', () => {
    const value = readTrieProof(root, path, proof)
    return value === null ? null : decodeAccount(value)
  })
}

function decodeAccount(value: Uint8Array): AccountState {
  const fields = decodeRlpList(value, ACCOUNT_FIELDS)
  const [nonce, balance, storageHash, codeHash] = fields
  if (!nonce || !balance || !storageHash || !codeHash)
    throw new RlpInvalidError({ reason: `an account has ${fields.length} fields, not ${ACCOUNT_FIELDS}` })
  return {
    nonce: rlpUint(nonce, U64_BYTES),
    balance: rlpUint(balance, WORD_BYTES),
    storageHash: bytesToHex(rlpFixed(storageHash, WORD_BYTES)),
    codeHash: bytesToHex(rlpFixed(codeHash, WORD_BYTES)),
  }
}

/**
 * Reads a storage slot under an account's storage hash. The slot may be empty: a trie does not hold zeros, so the proof
 * then shows that the key is absent.
 *
 * @param slot 32 bytes, not hashed
 * @param proof RLP nodes from the root down, as `eth_getProof` gives them in `storageProof[].proof`
 * @returns the 32 bytes in the slot, or `null` if it is empty (zero)
 * @throws StateProofInvalidError if the proof shows neither, or holds anything else
 */
export function readStorageSlot(storageHash: Hex, slot: Hex, proof: readonly Uint8Array[]): Uint8Array | null {
  const root = wordOf('storageHash', storageHash, WORD_BYTES)
  const path = keccak256(wordOf('slot', slot, WORD_BYTES))
  return inProof('storage', () => {
    const value = readTrieProof(root, path, proof)
    return value === null ? null : decodeWord(value)
  })
}

/**
 * Opens a storage slot that is not empty, under an account's storage hash.
 *
 * @param slot 32 bytes, not hashed
 * @param proof RLP nodes from the root down, as `eth_getProof` gives them in `storageProof[].proof`
 * @returns the 32 bytes in the slot. They are never zero, since a trie does not hold empty slots.
 * @throws StateProofInvalidError if the proof does not open this slot, or holds anything else
 */
export function verifyStorageSlot(storageHash: Hex, slot: Hex, proof: readonly Uint8Array[]): Uint8Array {
  const root = wordOf('storageHash', storageHash, WORD_BYTES)
  const path = keccak256(wordOf('slot', slot, WORD_BYTES))
  return inProof('storage', () => decodeWord(verifyTrieProof(root, path, proof)))
}

/** Reads the value of a slot from the trie: RLP of the word without its leading zeros. */
function decodeWord(value: Uint8Array): Uint8Array {
  const item = decodeRlpItem(value)
  if (item.kind !== 'string' || item.payload.length === 0 || item.payload.length > WORD_BYTES)
    throw new RlpInvalidError({ reason: 'a slot holds 1 to 32 bytes' })
  if (item.payload[0] === 0) throw new RlpInvalidError({ reason: 'a slot has leading zeros' })
  const word = new Uint8Array(WORD_BYTES)
  word.set(item.payload, WORD_BYTES - item.payload.length)
  return word
}
