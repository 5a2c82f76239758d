import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { encodeRecord, leafOf } from '../../shared/list/record.ts'
import { createListTree, DEPTH_MAX } from '../../shared/list/tree.ts'
import { decodeList, encodeList } from '../../shared/list/wire.ts'
import { type Check, codeOf } from './check.ts'
import { readRecord, recordText } from './checkRecords.ts'

export const checkList: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const lists = vectors.objects('lists')
    for (const vector of lists) {
      const { at } = vector
      begin(at)
      const rows = vector.objects('rows').map((row) => ({
        leafIndex: row.integer('leafIndex', 4 ** DEPTH_MAX - 1),
        record: readRecord(row),
      }))
      const [chainId, registry] = [vector.bigint('chainId'), vector.hex('registry', 20)]
      const depth = vector.integer('depth', DEPTH_MAX)
      const bytes = vector.hex('bytes')
      const root = vector.hex('root', 32)
      expectSame(at, 'bytes', bytes, bytesToHex(encodeList({ chainId, registry, depth, rows })))
      const list = decodeList(hexToBytes(bytes))
      expectSame(at, 'chainId', chainId, list.chainId)
      expectSame(at, 'registry', registry, list.registry)
      expectSame(at, 'depth', depth, list.depth)
      expectSame(at, 'rows', rows.length, list.count)
      const tree = createListTree()
      // The depth may be greater than these rows need: other leaves were used before.
      tree.set(4 ** depth - 1, null)
      rows.forEach(({ leafIndex, record }, i) => {
        expectSame(`${at}, rows ${i}`, 'leafIndex', leafIndex, list.leafIndexes[i] ?? -1)
        expectSame(`${at}, rows ${i}`, 'the record read from bytes', recordText(record), recordText(list.record(i)))
        tree.set(leafIndex, leafOf(encodeRecord(record)))
      })
      expectSame(at, 'root', root, bytesToHex(list.root()))
      expectSame(at, 'the root leaf by leaf', root, bytesToHex(tree.root()))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const bytes = hexToBytes(vector.hex('bytes'))
      expectSame(
        vector.at,
        'code',
        vector.text('code'),
        codeOf(() => decodeList(bytes)),
      )
    }
    return lists.length + refused.length
  },
}
