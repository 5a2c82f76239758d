import type { Hex } from '../../shared/bytes.ts'
import {
  decodeEpochProof,
  type EpochProofExpectation,
  encodeEpochProof,
  verifyEpochProof,
} from '../../shared/list/epochProof.ts'
import { type Check, codeOf } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

const EPOCH_SECONDS_MAX = 2 ** 40

/** Takes each value from `change` if it is given there, else from the base. */
function readExpectation(base: VectorObject, change?: VectorObject): EpochProofExpectation {
  const of = (key: string): VectorObject => (change?.has(key) ? change : base)
  return {
    chainId: of('chainId').bigint('chainId'),
    registry: of('registry').hex('registry', 20),
    epochSeconds: of('epochSeconds').integer('epochSeconds', EPOCH_SECONDS_MAX),
  }
}

/** Returns the proof of an epoch with keys replaced and removed as a refused case says. */
function changedProof(base: VectorObject, vector: VectorObject): Record<string, unknown> {
  const proof = { ...(base.raw('proof') as object), ...(vector.has('change') ? (vector.raw('change') as object) : {}) }
  const drop = vector.has('drop') ? vector.raw('drop') : []
  const kept = Object.entries(proof).filter(([key]) => !Array.isArray(drop) || !drop.includes(key))
  return Object.fromEntries(kept)
}

export const checkEpoch: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const epochs = vectors.objects('epochs')
    for (const vector of epochs) {
      const { at } = vector
      begin(at)
      const proof = decodeEpochProof(vector.raw('proof'))
      expectSame(at, 'the proof written again', JSON.stringify(vector.raw('proof')), encodeEpochProof(proof))
      const { epoch, root, anchor, child } = verifyEpochProof(proof, readExpectation(vector))
      const expected = vector.object('expected')
      expectSame(at, 'epoch', expected.bigint('epoch'), epoch)
      expectSame(at, 'root', expected.hex('root', 32), root)
      const headers: readonly (readonly [string, { hash: Hex; number: bigint; timestamp: bigint }])[] = [
        ['anchor', anchor],
        ['child', child],
      ]
      for (const [name, header] of headers) {
        expectSame(at, `${name}Hash`, expected.hex(`${name}Hash`, 32), header.hash)
        expectSame(at, `${name}Number`, expected.bigint(`${name}Number`), header.number)
        expectSame(at, `${name}Timestamp`, expected.bigint(`${name}Timestamp`), header.timestamp)
      }
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const base = epochs[vector.integer('of', epochs.length - 1)] as VectorObject
      const expectation = readExpectation(base, vector.has('expect') ? vector.object('expect') : undefined)
      const proof = changedProof(base, vector)
      const got = codeOf(() => verifyEpochProof(decodeEpochProof(proof), expectation))
      expectSame(vector.at, 'code', vector.text('code'), got)
    }
    return epochs.length + refused.length
  },
}
