import { bytesToHex, hexToBytes } from '../../shared/bytes.ts'
import { decodeEpochProof, encodeEpochProof } from '../../shared/list/epochProof.ts'
import { encodeSnapshot, parseSnapshot } from '../../shared/list/snapshot.ts'
import { type Check, codeOf } from './check.ts'

export const checkSnapshot: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const snapshots = vectors.objects('snapshots')
    for (const vector of snapshots) {
      const { at } = vector
      begin(at)
      const [proof, list, text] = [decodeEpochProof(vector.raw('proof')), vector.hex('list'), vector.text('text')]
      const snapshot = parseSnapshot(text)
      expectSame(at, 'proof', encodeEpochProof(proof), encodeEpochProof(snapshot.proof))
      expectSame(at, 'list', list, bytesToHex(snapshot.list))
      expectSame(at, 'text', text, encodeSnapshot({ proof, list: hexToBytes(list) }))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const text = vector.text('text')
      expectSame(
        vector.at,
        'code',
        vector.text('code'),
        codeOf(() => parseSnapshot(text)),
      )
    }
    return snapshots.length + refused.length
  },
}
