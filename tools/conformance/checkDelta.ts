import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { applyDelta } from '../../shared/list/applyDelta.ts'
import { decodeDelta, encodeDelta } from '../../shared/list/delta.ts'
import { diffLists } from '../../shared/list/diffLists.ts'
import { leafOf, RECORD_BYTES } from '../../shared/list/record.ts'
import { createListTree, DEPTH_MAX } from '../../shared/list/tree.ts'
import { type DecodedList, decodeList } from '../../shared/list/wire.ts'
import { type Check, codeOf } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

type Change = { leafIndex: number; record: Hex | null }

function readChange(vector: VectorObject): Change {
  return {
    leafIndex: vector.integer('leafIndex', 4 ** DEPTH_MAX - 1),
    record: vector.raw('record') === null ? null : vector.hex('record', RECORD_BYTES),
  }
}

/** Computes the root after the changes, leaf by leaf, independently of `applyDelta`. */
function rootLeafByLeaf(from: DecodedList, changes: readonly Change[], depth: number): Hex {
  const tree = createListTree()
  tree.set(4 ** depth - 1, null)
  from.leafIndexes.forEach((leafIndex, i) => {
    tree.set(leafIndex, leafOf(from.recordBytes(i)))
  })
  for (const { leafIndex, record } of changes) tree.set(leafIndex, record === null ? null : leafOf(hexToBytes(record)))
  return bytesToHex(tree.root())
}

export const checkDelta: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const deltas = vectors.objects('deltas')
    for (const vector of deltas) {
      const { at } = vector
      begin(at)
      const [from, to] = [decodeList(hexToBytes(vector.hex('from'))), decodeList(hexToBytes(vector.hex('to')))]
      const [fromRoot, toRoot] = [vector.hex('fromRoot', 32), vector.hex('toRoot', 32)]
      const depth = vector.integer('depth', DEPTH_MAX)
      const changes = vector.objects('changes').map(readChange)
      const bytes = vector.hex('bytes')
      expectSame(at, 'fromRoot', fromRoot, bytesToHex(from.root()))
      expectSame(at, 'toRoot', toRoot, bytesToHex(to.root()))
      expectSame(at, 'depth', depth, to.depth)
      const delta = decodeDelta(hexToBytes(bytes))
      const text = (all: readonly Change[]) => JSON.stringify(all)
      const hexed = delta.changes.map(({ leafIndex, record }) => ({
        leafIndex,
        record: record === null ? null : bytesToHex(record),
      }))
      expectSame(at, 'changes', text(changes), text(hexed))
      const made = encodeDelta({ from: fromRoot, to: toRoot, depth, changes: diffLists(from, to) })
      expectSame(at, 'bytes', bytes, bytesToHex(made))
      expectSame(at, 'to', vector.hex('to'), bytesToHex(applyDelta({ root: fromRoot, list: from }, delta).bytes))
      expectSame(at, 'the root leaf by leaf', toRoot, rootLeafByLeaf(from, changes, depth))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const bytes = hexToBytes(vector.hex('bytes'))
      const got = codeOf(() => decodeDelta(bytes))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    const notApplicable = vectors.objects('notApplicable')
    for (const vector of notApplicable) {
      begin(vector.at)
      const list = decodeList(hexToBytes(vector.hex('from')))
      const delta = decodeDelta(hexToBytes(vector.hex('bytes')))
      const got = codeOf(() => applyDelta({ root: bytesToHex(list.root()), list }, delta))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    return deltas.length + refused.length + notApplicable.length
  },
}
