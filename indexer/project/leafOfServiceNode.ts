import { hexToBytes } from '../../shared/bytes.ts'
import { formatIp } from '../../shared/ip.ts'
import { encodeRecord, leafOf, type ServiceNodeRecord } from '../../shared/list/record.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'

/** The record of an ACTIVE node; null for any other, which has none. */
export function recordOfServiceNode(node: ServiceNode): ServiceNodeRecord | null {
  if (node.status !== 'ACTIVE' || node.activatedAt === null || node.seed === null) return null
  return {
    nodeId: node.nodeId,
    operator: node.operator,
    ed25519Key: node.ed25519Key,
    ip: formatIp(hexToBytes(node.ip)),
    rpcPort: node.rpcPort,
    quicPort: node.quicPort,
    activatedAt: Number(node.activatedAt),
    seed: node.seed,
    blsKeyHash: node.blsKeyHash,
    extensionHash: node.extensionHash,
  }
}

/** The leaf that stands for the node in the list, from its own record; null where it is not listed. 32 bytes. */
export function leafOfServiceNode(node: ServiceNode): Uint8Array | null {
  const record = recordOfServiceNode(node)
  return record === null ? null : leafOf(encodeRecord(record))
}
