import { bytesToHex, type Hex, hexToBytes, isLowerHex } from '../bytes.ts'
import { boundaryOf, toEpoch } from '../epoch/clock.ts'
import { type BlockHeader, decodeHeader, HEADER_BYTES_MAX } from '../ethereum/header.ts'
import { verifyAccount, verifyStorageSlot } from '../ethereum/stateProof.ts'
import { PROOF_NODE_BYTES_MAX, PROOF_NODES_MAX } from '../ethereum/trieProof.ts'
import { UINT64_MAX } from '../uint.ts'
import { EMPTY_LIST_ROOT } from './emptyList.ts'
import {
  ChainMismatchError,
  EpochBoundaryError,
  EpochProofMalformedError,
  HeadersUnlinkedError,
  ListEmptyError,
  RegistryMismatchError,
  RootMismatchError,
  VerifyParameterError,
} from './errors.ts'

/** The proof of the list root of an epoch, against the hash of one block. */
export type EpochProof = {
  chainId: bigint
  /** Lower-case address. */
  registry: Hex
  epoch: bigint
  /** RLP of the last block before the epoch's boundary. */
  anchorHeader: Hex
  /** RLP of the block after the anchor. The caller must trust its hash. */
  childHeader: Hex
  /** Trie nodes from the anchor's state root to the registry's account. */
  accountProof: Hex[]
  /** Trie nodes from the registry's storage hash to the slot of `listRoot`. */
  storageProof: Hex[]
  /** The list root, 32 bytes. */
  root: Hex
}

/** The longest text of an epoch proof accepted, in characters. Real ones have 8,000 to 15,000. */
export const EPOCH_PROOF_TEXT_MAX = 262_144

const KEYS = [
  'chainId',
  'registry',
  'epoch',
  'anchorHeader',
  'childHeader',
  'accountProof',
  'storageProof',
  'root',
] as const satisfies readonly (keyof EpochProof)[]

const DECIMAL_U64 = /^(?:0|[1-9]\d{0,19})$/

/** Writes the canonical JSON text: fixed order of keys, integers as decimal strings, lower-case hex, no white space. */
export function encodeEpochProof(proof: EpochProof): string {
  return JSON.stringify({
    chainId: proof.chainId.toString(),
    registry: proof.registry,
    epoch: proof.epoch.toString(),
    anchorHeader: proof.anchorHeader,
    childHeader: proof.childHeader,
    accountProof: proof.accountProof,
    storageProof: proof.storageProof,
    root: proof.root,
  })
}

function parseU64(key: string, value: unknown): bigint {
  if (typeof value === 'string' && DECIMAL_U64.test(value) && BigInt(value) <= UINT64_MAX) return BigInt(value)
  throw new EpochProofMalformedError({ reason: `"${key}" is not an unsigned 64-bit integer as a decimal string` })
}

function parseHex(key: string, value: unknown, byteLength: number): Hex {
  if (isLowerHex(value, byteLength)) return value
  throw new EpochProofMalformedError({ reason: `"${key}" is not ${byteLength} bytes of lower-case hex` })
}

function parseHexUpTo(key: string, value: unknown, bytesMax: number): Hex {
  if (typeof value === 'string' && value.length <= 2 + 2 * bytesMax && value.length > 2 && isLowerHex(value))
    return value
  throw new EpochProofMalformedError({ reason: `"${key}" is not 1 to ${bytesMax} bytes of lower-case hex` })
}

function parseNodes(key: string, value: unknown): Hex[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > PROOF_NODES_MAX)
    throw new EpochProofMalformedError({ reason: `"${key}" is not an array of 1 to ${PROOF_NODES_MAX} nodes` })
  return Array.from(value, (node, i) => parseHexUpTo(`${key}[${i}]`, node, PROOF_NODE_BYTES_MAX))
}

function parseObject(value: unknown): EpochProof {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new EpochProofMalformedError({ reason: 'it is not a JSON object' })
  const fields = value as Record<(typeof KEYS)[number], unknown>
  const unknownKey = Object.keys(fields).find((key) => !KEYS.some((known) => known === key))
  if (unknownKey !== undefined)
    throw new EpochProofMalformedError({ reason: `it has the unknown key "${unknownKey.slice(0, 64)}"` })
  const missing = KEYS.find((key) => !Object.hasOwn(fields, key))
  if (missing !== undefined) throw new EpochProofMalformedError({ reason: `it has no key "${missing}"` })
  return {
    chainId: parseU64('chainId', fields.chainId),
    registry: parseHex('registry', fields.registry, 20),
    epoch: parseU64('epoch', fields.epoch),
    anchorHeader: parseHexUpTo('anchorHeader', fields.anchorHeader, HEADER_BYTES_MAX),
    childHeader: parseHexUpTo('childHeader', fields.childHeader, HEADER_BYTES_MAX),
    accountProof: parseNodes('accountProof', fields.accountProof),
    storageProof: parseNodes('storageProof', fields.storageProof),
    root: parseHex('root', fields.root, 32),
  }
}

function parseText(text: string): EpochProof {
  if (text.length > EPOCH_PROOF_TEXT_MAX)
    throw new EpochProofMalformedError({
      reason: `it has ${text.length} characters, more than ${EPOCH_PROOF_TEXT_MAX}`,
    })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new EpochProofMalformedError({ reason: 'it is not JSON', cause })
  }
  const proof = parseObject(value)
  // No value holds white space or needs an escape. So without white space the text is as long as the canonical text.
  // It is longer if a key stands twice (JSON.parse silently takes the last) or if a character is escaped.
  if (text.replace(/[ \t\r\n]/g, '').length !== encodeEpochProof(proof).length)
    throw new EpochProofMalformedError({ reason: 'a key stands twice, or a character is written as an escape' })
  return proof
}

/**
 * Reads an epoch proof and checks its form. `verifyEpochProof` checks what it proves.
 *
 * @param value JSON text, or the result of `JSON.parse`. A text may have any order of keys and any white space.
 * @throws EpochProofMalformedError for unknown, missing or repeated keys, wrong types, upper-case hex, or a text too long
 */
export function decodeEpochProof(value: unknown): EpochProof {
  return typeof value === 'string' ? parseText(value) : parseObject(value)
}

/** The registry and the chain that the verifier was built for. */
export type EpochProofExpectation = {
  chainId: bigint
  /** Lower-case address. */
  registry: Hex
  /** Length L of an epoch in seconds. */
  epochSeconds: number
}

/** The content of a proof that holds. The caller still has to trust the hash of the child. */
export type VerifiedEpoch = {
  epoch: bigint
  root: Hex
  anchor: BlockHeader
  child: BlockHeader
}

/** `listRoot` of the registry stands in storage slot 0. */
export const LIST_ROOT_SLOT: Hex = `0x${'00'.repeat(32)}`

function checkExpectation(proof: EpochProof, expected: EpochProofExpectation): void {
  const { epochSeconds } = expected
  if (!Number.isSafeInteger(epochSeconds) || epochSeconds < 1)
    throw new VerifyParameterError({
      name: 'epochSeconds',
      value: `${epochSeconds}`,
      reason: 'it is not a whole number of seconds above 0',
    })
  if (!isLowerHex(expected.registry, 20))
    throw new VerifyParameterError({
      name: 'registry',
      value: expected.registry,
      reason: 'it is not a lower-case address',
    })
  if (proof.chainId !== expected.chainId)
    throw new ChainMismatchError({ chainId: proof.chainId, expected: expected.chainId })
  if (proof.registry !== expected.registry)
    throw new RegistryMismatchError({ registry: proof.registry, expected: expected.registry })
}

function checkHeaders(epoch: bigint, epochSeconds: number, anchor: BlockHeader, child: BlockHeader): void {
  if (child.parentHash !== anchor.hash)
    throw new HeadersUnlinkedError({ reason: `its parent is ${child.parentHash}, the anchor is ${anchor.hash}` })
  if (child.number !== anchor.number + 1n)
    throw new HeadersUnlinkedError({ reason: `their numbers are ${child.number} and ${anchor.number}` })
  const boundary = boundaryOf(toEpoch(epoch), epochSeconds)
  if (anchor.timestamp >= boundary || child.timestamp < boundary)
    throw new EpochBoundaryError({
      epoch,
      boundary,
      anchorTimestamp: anchor.timestamp,
      childTimestamp: child.timestamp,
    })
}

/**
 * Checks all that an epoch proof shows by itself. Chain and registry are the expected ones. The child follows the
 * anchor, with the epoch's boundary between them. The slot of the list root opens to `root` under the anchor's state.
 *
 * The caller must trust the child's hash too: anyone can make up two blocks.
 *
 * @throws ChainMismatchError, RegistryMismatchError, HeaderInvalidError, HeadersUnlinkedError, EpochBoundaryError,
 * StateProofInvalidError, RootMismatchError, ListEmptyError, VerifyParameterError
 */
export function verifyEpochProof(proof: EpochProof, expected: EpochProofExpectation): VerifiedEpoch {
  checkExpectation(proof, expected)
  const anchor = decodeHeader(hexToBytes(proof.anchorHeader))
  const child = decodeHeader(hexToBytes(proof.childHeader))
  checkHeaders(proof.epoch, expected.epochSeconds, anchor, child)
  if (proof.root === EMPTY_LIST_ROOT) throw new ListEmptyError()
  const account = verifyAccount(anchor.stateRoot, proof.registry, proof.accountProof.map(hexToBytes))
  const slot = verifyStorageSlot(account.storageHash, LIST_ROOT_SLOT, proof.storageProof.map(hexToBytes))
  const root = bytesToHex(slot)
  if (root !== proof.root) throw new RootMismatchError({ root, expected: proof.root })
  return { epoch: proof.epoch, root, anchor, child }
}
