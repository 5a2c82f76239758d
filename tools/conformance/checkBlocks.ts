import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { decodeExtensionBlock, encodeExtensionBlock, type ListBlock } from '../../shared/list/extension/block.ts'
import { DEPTH_MAX } from '../../shared/list/tree.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import { type Check, codeOf } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

function readListBlock(vector: VectorObject): ListBlock {
  const list = decodeList(hexToBytes(vector.hex('list')))
  return { list, root: vector.hex('root', 32), block: vector.integer('block', UINT32_MAX) }
}

export const checkBlocks: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const blocks = vectors.objects('blocks')
    for (const vector of blocks) {
      const { at } = vector
      begin(at)
      const of = readListBlock(vector)
      expectSame(at, 'root', of.root, bytesToHex(of.list.root()))
      const documents = vector.objects('documents').map((row) => ({
        leafIndex: row.integer('leafIndex', 4 ** DEPTH_MAX - 1),
        document: row.hex('document'),
      }))
      const byHash = new Map<Hex, Uint8Array>()
      for (const { document } of documents) {
        const bytes = hexToBytes(document)
        byHash.set(bytesToHex(keccak256(bytes)), bytes)
      }
      const bytes = vector.hex('bytes')
      expectSame(at, 'bytes', bytes, bytesToHex(encodeExtensionBlock(of, (hash) => byHash.get(hash) ?? null)))
      const read = [...decodeExtensionBlock(hexToBytes(bytes), of)].map(([leafIndex, document]) => ({
        leafIndex,
        document: bytesToHex(document),
      }))
      expectSame(at, 'documents', JSON.stringify(documents), JSON.stringify(read))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const got = codeOf(() => decodeExtensionBlock(hexToBytes(vector.hex('bytes')), readListBlock(vector)))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    return blocks.length + refused.length
  },
}
