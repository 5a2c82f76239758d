import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { decodeExtension, type ExtensionDocument, encodeExtension } from '../../shared/list/extension/document.ts'
import { UINT16_MAX } from '../../shared/uint.ts'
import { type Check, codeOf } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

function readEndpoint(vector: VectorObject): NonNullable<ExtensionDocument['endpoint']> {
  return {
    ip: vector.text('ip'),
    rpcPort: vector.integer('rpcPort', UINT16_MAX),
    quicPort: vector.integer('quicPort', UINT16_MAX),
    priority: vector.integer('priority', UINT16_MAX),
  }
}

function readDocument(vector: VectorObject): ExtensionDocument {
  return {
    ...(vector.has('kemKey') ? { kemKey: vector.hex('kemKey') } : {}),
    ...(vector.has('contact') ? { contact: vector.text('contact') } : {}),
    ...(vector.has('software') ? { software: vector.text('software') } : {}),
    ...(vector.has('endpoint') ? { endpoint: readEndpoint(vector.object('endpoint')) } : {}),
    ...(vector.has('country') ? { country: vector.text('country') } : {}),
    unknown: vector.objects('unknown').map((entry) => ({
      type: entry.integer('type', UINT16_MAX),
      bytes: hexToBytes(entry.hex('bytes')),
    })),
  }
}

/** One line that tells two documents apart. */
function documentText({ kemKey, contact, software, endpoint, country, unknown }: ExtensionDocument): string {
  const others = unknown.map(({ type, bytes }) => [type, bytesToHex(bytes)])
  return JSON.stringify({ kemKey, contact, software, endpoint, country, others })
}

export const checkDocuments: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const documents = vectors.objects('documents')
    for (const vector of documents) {
      const { at } = vector
      begin(at)
      const document = readDocument(vector.object('document'))
      const bytes = vector.hex('bytes')
      expectSame(at, 'bytes', bytes, bytesToHex(encodeExtension(document)))
      expectSame(at, 'hash', vector.hex('hash', 32), bytesToHex(keccak256(hexToBytes(bytes))))
      const read = decodeExtension(hexToBytes(bytes))
      expectSame(at, 'the document read from bytes', documentText(document), documentText(read))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const got = codeOf(() => decodeExtension(hexToBytes(vector.hex('bytes'))))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    return documents.length + refused.length
  },
}
