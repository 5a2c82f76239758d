import { bytesToHex, concat } from '../../shared/bytes.ts'
import { type ExtensionDocument, encodeExtension } from '../../shared/list/extension/document.ts'
import { vectorHash } from './vectorHash.ts'

/** Hashes that make 1,184 bytes: the length of an ML-KEM-768 key. */
const KEM_KEY_HASHES = 37

/** A made-up encapsulation key. It has the length of one, and is not one. */
export const vectorKemKey = (label: string) =>
  bytesToHex(concat(Array.from({ length: KEM_KEY_HASHES }, (_, i) => vectorHash(`kem ${label} ${i}`))))

/** A made-up extension document of a node. Four nodes that follow each other have four kinds of it. */
export function vectorDocument(nodeId: number): ExtensionDocument {
  const label = `${nodeId}`
  switch (nodeId % 4) {
    case 0:
      return { software: `muster-node/0.${nodeId}.1`, country: 'CH', unknown: [] }
    case 1:
      return { kemKey: vectorKemKey(label), unknown: [] }
    case 2:
      return {
        contact: `https://node-${nodeId}.example/contact`,
        endpoint: { ip: `198.18.200.${nodeId % 256}`, rpcPort: 22_021, quicPort: 22_020, priority: nodeId % 10 },
        unknown: [],
      }
    default:
      return {
        kemKey: vectorKemKey(label),
        contact: `mailto:node-${nodeId}@example.org`,
        software: 'müster-node/0.3.0',
        endpoint: { ip: `2001:db8::${(1 + (nodeId % 65_000)).toString(16)}`, rpcPort: 443, quicPort: 0, priority: 0 },
        country: 'Côte d’Ivoire',
        unknown: [{ type: 9, bytes: vectorHash(`unknown ${nodeId}`) }],
      }
  }
}

/** The bytes of that document. */
export const vectorDocumentBytes = (nodeId: number): Uint8Array => encodeExtension(vectorDocument(nodeId))
