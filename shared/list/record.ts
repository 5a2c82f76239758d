import {
  bytesToHex,
  type Hex,
  hexToBytes,
  isLowerHex,
  readBigUint,
  readUint,
  writeBigUint,
  writeUint,
} from '../bytes.ts'
import { formatIp, parseIp } from '../ip.ts'
import { keccak256 } from '../keccak.ts'
import { UINT64_MAX } from '../uint.ts'
import { RecordInvalidError } from './errors.ts'

/**
 * The entry of one active service node in the list.
 *
 * Counterpart of `contracts/libraries/ServiceNodeRecord.sol`. `test/vectors/records.json` ties both.
 */
export type ServiceNodeRecord = {
  /** 1 to 2^32 - 1, in the order of registration. */
  nodeId: number
  /** Lower-case address of the operator. */
  operator: Hex
  /** 32 bytes: the node's identity in the network. */
  ed25519Key: Hex
  /** Canonical text: dotted for IPv4, RFC 5952 for IPv6. */
  ip: string
  /** TCP port of HTTPS requests. */
  rpcPort: number
  /** UDP port. 0: none. */
  quicPort: number
  /** Unix seconds. */
  activatedAt: number
  /** 64 random bits drawn at activation. */
  seed: bigint
  /** keccak256 of the 128-byte encoding of the BLS public key. */
  blsKeyHash: Hex
  /** keccak256 of the extension document, or 32 zero bytes if there is none. */
  extensionHash: Hex
}

/** The `extensionHash` of a node without an extension document. */
export const NO_EXTENSION: Hex = `0x${'00'.repeat(32)}`

/** The bytes of a packed record. */
export const RECORD_BYTES = 154

/** The first byte of every record. */
export const RECORD_VERSION = 2

function checkUint(name: string, value: number, bits: number): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** bits)
    throw new RecordInvalidError({ reason: `${name} is ${value}, which is not an unsigned integer of ${bits} bits` })
}

function checkHex(name: string, value: Hex, byteLength: number): void {
  if (!isLowerHex(value, byteLength))
    throw new RecordInvalidError({ reason: `${name} is not ${byteLength} bytes of lower-case hex` })
}

/**
 * Packs a record as the registry does: 154 bytes, big-endian.
 *
 * @throws RecordInvalidError if a field is out of range, or is not lower-case hex of the right length
 * @throws IpInvalidError if `ip` is not an address
 */
export function encodeRecord(record: ServiceNodeRecord): Uint8Array {
  checkUint('nodeId', record.nodeId, 32)
  checkHex('operator', record.operator, 20)
  checkHex('ed25519Key', record.ed25519Key, 32)
  checkUint('rpcPort', record.rpcPort, 16)
  checkUint('quicPort', record.quicPort, 16)
  checkUint('activatedAt', record.activatedAt, 40)
  checkHex('blsKeyHash', record.blsKeyHash, 32)
  checkHex('extensionHash', record.extensionHash, 32)
  if (typeof record.seed !== 'bigint' || record.seed < 0n || record.seed > UINT64_MAX)
    throw new RecordInvalidError({ reason: `seed is ${record.seed}, which is not an unsigned integer of 64 bits` })
  const bytes = new Uint8Array(RECORD_BYTES)
  bytes[0] = RECORD_VERSION
  writeUint(bytes, 1, 4, record.nodeId)
  bytes.set(hexToBytes(record.operator), 5)
  bytes.set(hexToBytes(record.ed25519Key), 25)
  bytes.set(parseIp(record.ip), 57)
  writeUint(bytes, 73, 2, record.rpcPort)
  writeUint(bytes, 75, 2, record.quicPort)
  writeUint(bytes, 77, 5, record.activatedAt)
  writeBigUint(bytes, 82, 8, record.seed)
  bytes.set(hexToBytes(record.blsKeyHash), 90)
  bytes.set(hexToBytes(record.extensionHash), 122)
  return bytes
}

function checkRecordBytes(bytes: Uint8Array): void {
  if (bytes.length !== RECORD_BYTES)
    throw new RecordInvalidError({ reason: `it has ${bytes.length} bytes, not ${RECORD_BYTES}` })
  if (bytes[0] !== RECORD_VERSION)
    throw new RecordInvalidError({ reason: `its version is ${bytes[0]}, not ${RECORD_VERSION}` })
}

/**
 * Reads a packed record. `encodeRecord` of the result gives the same bytes.
 *
 * @throws RecordInvalidError if there are not 154 bytes, or if the version is not 2
 */
export function decodeRecord(bytes: Uint8Array): ServiceNodeRecord {
  checkRecordBytes(bytes)
  return {
    nodeId: readUint(bytes, 1, 4),
    operator: bytesToHex(bytes.subarray(5, 25)),
    ed25519Key: bytesToHex(bytes.subarray(25, 57)),
    ip: formatIp(bytes.subarray(57, 73)),
    rpcPort: readUint(bytes, 73, 2),
    quicPort: readUint(bytes, 75, 2),
    activatedAt: readUint(bytes, 77, 5),
    seed: readBigUint(bytes, 82, 8),
    blsKeyHash: bytesToHex(bytes.subarray(90, 122)),
    extensionHash: bytesToHex(bytes.subarray(122, 154)),
  }
}

/**
 * Returns the leaf of a packed record: its keccak256, 32 bytes.
 *
 * @throws RecordInvalidError if there are not 154 bytes, or if the version is not 2
 */
export function leafOf(recordBytes: Uint8Array): Uint8Array {
  checkRecordBytes(recordBytes)
  return keccak256(recordBytes)
}
