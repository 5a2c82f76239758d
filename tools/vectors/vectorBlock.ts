import { bytesToHex } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { encodeExtensionBlock, type ListBlock } from '../../shared/list/extension/block.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { vectorListBytes } from './makeListVectors.ts'
import { vectorDocumentBytes } from './vectorDocument.ts'

const LEAVES = 64

/** The only block of a full list, with a document of each kind. Nodes 4, 8, … have documents 1, 2, … */
export function vectorBlock(): ListBlock & { readonly bytes: Uint8Array } {
  const list = decodeList(
    vectorListBytes(
      3,
      Array.from({ length: LEAVES }, (_, i) => i),
    ),
  )
  const of = { list, root: bytesToHex(list.root()), block: 0 }
  const documents = Array.from({ length: LEAVES / 4 }, (_, i) => vectorDocumentBytes(i + 1))
  const byHash = new Map(documents.map((document) => [bytesToHex(keccak256(document)), document]))
  return { ...of, bytes: encodeExtensionBlock(of, (hash) => byHash.get(hash) ?? null) }
}
