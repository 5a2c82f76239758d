import { bytesToHex, type Hex } from '../bytes.ts'
import { keccak256 } from '../keccak.ts'
import { HeaderInvalidError, RlpInvalidError } from '../list/errors.ts'
import { decodeRlpList, rlpFixed, rlpUint } from './rlp.ts'

/** What is read of a block header. Other fields differ between chains and are not looked at. */
export type BlockHeader = {
  /** keccak256 of the RLP bytes. */
  hash: Hex
  parentHash: Hex
  stateRoot: Hex
  number: bigint
  /** Unix seconds. */
  timestamp: bigint
}

/** Longest header taken, in bytes: Ethereum's have about 600, those with signer lists in `extraData` a few thousand. */
export const HEADER_BYTES_MAX = 16_384

/** Ethereum's first header had 15 fields, prague's has 21: room for what chains add. */
const HEADER_FIELDS_MAX = 64
const HEADER_FIELDS_MIN = 15
const U64_BYTES = 8

/**
 * Reads a block header by position: 0 parent hash, 3 state root, 8 number, 11 timestamp.
 *
 * The hash is that of exactly these bytes, so whoever trusts the hash may trust the fields.
 *
 * @throws HeaderInvalidError when the bytes are not one canonical RLP list with these fields.
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
