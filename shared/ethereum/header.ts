import { bytesToHex, type Hex } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { HeaderInvalidError, RlpInvalidError } from '../list/errors.ts'
import { decodeRlpList, rlpFixed, rlpUint } from './rlp.ts'

/** The fields read from a block header. Other fields differ between chains and are ignored. */
export type BlockHeader = {
  /** keccak256 of the RLP bytes. */
  hash: Hex
  parentHash: Hex
  stateRoot: Hex
  number: bigint
  /** Unix seconds. */
  timestamp: bigint
}

/** Longest header accepted, in bytes. Ethereum's have about 600. Signer lists in `extraData` take a few thousand. */
export const HEADER_BYTES_MAX = 16_384

/** Ethereum's first header had 15 fields, prague's has 21. The maximum leaves room for fields that chains add. */
const HEADER_FIELDS_MAX = 64
const HEADER_FIELDS_MIN = 15
const U64_BYTES = 8

/**
 * Reads a block header by position: 0 parent hash, 3 state root, 8 number, 11 timestamp.
 *
 * The hash is that of exactly these bytes: a caller who trusts the hash can trust the fields.
 *
 * @throws HeaderInvalidError if the bytes are not one canonical RLP list with these fields
 */
export function decodeHeader(rlp: Uint8Array): BlockHeader {
  if (rlp.length > HEADER_BYTES_MAX)
    throw new HeaderInvalidError({ reason: `it has ${rlp.length} bytes, more than ${HEADER_BYTES_MAX}` })
  try {
    const fields = decodeRlpList(rlp, HEADER_FIELDS_MAX)
    const [parent, , , state, , , , , number, , , timestamp] = fields
    if (fields.length < HEADER_FIELDS_MIN || !parent || !state || !number || !timestamp)
      throw new HeaderInvalidError({ reason: `it has ${fields.length} fields, fewer than ${HEADER_FIELDS_MIN}` })
    return {
      hash: bytesToHex(keccak256(rlp)),
      parentHash: bytesToHex(rlpFixed(parent, 32)),
      stateRoot: bytesToHex(rlpFixed(state, 32)),
      number: rlpUint(number, U64_BYTES),
      timestamp: rlpUint(timestamp, U64_BYTES),
    }
  } catch (cause) {
    if (cause instanceof RlpInvalidError) throw new HeaderInvalidError({ reason: cause.reason, cause })
    throw cause
  }
}
