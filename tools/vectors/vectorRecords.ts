import { bytesToHex, readBigUint, readUint } from '../../shared/bytes.ts'
import { formatIp } from '../../shared/ip.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { NO_EXTENSION, type ServiceNodeRecord } from '../../shared/list/record.ts'
import { vectorDocumentBytes } from './vectorDocument.ts'
import { vectorHash } from './vectorHash.ts'

/**
 * A made-up record. Every fifth node has an IPv6 address. Every fourth has an extension: node 4 × i has document i.
 * Addresses are from ranges for benchmarks and documentation.
 */
export function vectorRecord(nodeId: number): ServiceNodeRecord {
  const hash = vectorHash(`node ${nodeId}`)
  const [a = 0, b = 0, c = 0] = hash
  const ipv6 = Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, 0, a, 0, 0, 0, 0, 0, 0, 0, 0, b, c)
  return {
    nodeId,
    operator: bytesToHex(vectorHash(`operator ${nodeId % 7}`).subarray(12)),
    ed25519Key: bytesToHex(vectorHash(`ed25519 ${nodeId}`)),
    ip: nodeId % 5 === 0 ? formatIp(ipv6) : `198.18.${a % 64}.${b}`,
    rpcPort: 1_024 + (readUint(hash, 3, 2) % 60_000),
    quicPort: nodeId % 3 === 0 ? 0 : 1_024 + (readUint(hash, 5, 2) % 60_000),
    activatedAt: 1_774_000_000 + readUint(hash, 7, 3),
    seed: readBigUint(hash, 10, 8),
    blsKeyHash: bytesToHex(vectorHash(`bls ${nodeId}`)),
    extensionHash: nodeId % 4 === 0 ? bytesToHex(keccak256(vectorDocumentBytes(nodeId / 4))) : NO_EXTENSION,
  }
}
