import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex, writeUint } from '../../../shared/bytes.ts'
import {
  DepthInvalidError,
  ListCountTooLargeError,
  ListEmptyError,
  ListHeaderInvalidError,
  ListIndexInvalidError,
  ListLengthError,
  VerifyParameterError,
} from '../../../shared/list/errors.ts'
import { encodeRecord, leafOf, type ServiceNodeRecord } from '../../../shared/list/record.ts'
import { createListTree } from '../../../shared/list/tree.ts'
import { decodeList, encodeList, LIST_COUNT_MAX, LIST_HEADER_BYTES, LIST_ROW_BYTES } from '../../../shared/list/wire.ts'
import vectors from '../../vectors/records.json' with { type: 'json' }
import { listArb, SEED, seeded } from '../arbitraries.ts'

const REGISTRY: Hex = '0x00000000000000000000000000000000000000aa'
const records = vectors.records.map(
  ({ packed: _packed, leaf: _leaf, ...fields }) => ({ ...fields, seed: BigInt(fields.seed) }) as ServiceNodeRecord,
)
const rowsAt = (indexes: readonly number[]) =>
  indexes.map((leafIndex, i) => ({ leafIndex, record: records[i] as ServiceNodeRecord }))
const sample = { chainId: 31_337n, registry: REGISTRY, depth: 2, rows: rowsAt([0, 3, 4, 15]) }
const bytes = encodeList(sample)

function changed(change: (copy: Uint8Array) => void): Uint8Array {
  const copy = bytes.slice()
  change(copy)
  return copy
}

describe('a list on the wire', () => {
  it(seeded('reads back as it was written, with the root of the tree'), () => {
    fc.assert(
      fc.property(listArb, (list) => {
        const encoded = encodeList(list)
        expect(encoded).toHaveLength(LIST_HEADER_BYTES + list.rows.length * LIST_ROW_BYTES)
        const decoded = decodeList(encoded)
        const { chainId, registry, depth, count } = decoded
        expect({ chainId, registry, depth, count }).toEqual({
          chainId: list.chainId,
          registry: list.registry,
          depth: list.depth,
          count: list.rows.length,
        })
        const tree = createListTree()
        tree.set(4 ** list.depth - 1, null)
        list.rows.forEach(({ leafIndex, record }, i) => {
          expect(decoded.leafIndexes[i]).toBe(leafIndex)
          expect(decoded.record(i)).toEqual(record)
          expect(decoded.recordBytes(i)).toEqual(encodeRecord(record))
          tree.set(leafIndex, leafOf(encodeRecord(record)))
        })
        expect(decoded.root()).toEqual(tree.root())
        expect(decoded.root()).toEqual(tree.root())
      }),
      { seed: SEED, numRuns: 100 },
    )
  })

  it('stands in columns after a header of 38 bytes', () => {
    const [first, second] = records.map((record) => bytesToHex(encodeRecord(record)).slice(2)) as [string, string]
    const hex = bytesToHex(encodeList({ chainId: 1n, registry: REGISTRY, depth: 1, rows: rowsAt([1, 3]) })).slice(2)
    const column = (from: number, to: number) => first.slice(2 * from, 2 * to) + second.slice(2 * from, 2 * to)
    const fields = [1, 5, 25, 57, 73, 75, 77, 82, 90, 122, 154]
    const columns = fields.slice(1).map((to, i) => column(fields[i] as number, to))
    const header = `4d535452${'02'}${'0000000000000001'}${REGISTRY.slice(2)}${'01'}${'00000002'}`
    expect(hex).toBe([header, '00000001', '00000003', ...columns].join(''))
  })

  it('refuses bytes that are not a list of version 2', () => {
    const wrong = [
      new Uint8Array(0),
      bytes.slice(0, LIST_HEADER_BYTES - 1),
      changed((copy) => copy.set([0x4e], 0)),
      changed((copy) => copy.set([0x44], 3)),
      changed((copy) => copy.set([0], 4)),
      changed((copy) => copy.set([1], 4)),
      changed((copy) => copy.set([3], 4)),
      changed((copy) => copy.set([0], 33)),
      changed((copy) => copy.set([17], 33)),
    ]
    for (const bad of wrong) expect(() => decodeList(bad)).toThrow(ListHeaderInvalidError)
  })

  it('refuses bytes that are cut off, or that anything follows', () => {
    for (let length = LIST_HEADER_BYTES; length < bytes.length; length++)
      expect(() => decodeList(bytes.subarray(0, length))).toThrow(ListLengthError)
    expect(() => decodeList(concat([bytes, Uint8Array.of(0)]))).toThrow(ListLengthError)
    expect(() => decodeList(concat([bytes, bytes.subarray(LIST_HEADER_BYTES)]))).toThrow(ListLengthError)
  })

  it('refuses an empty list', () => {
    expect(() => encodeList({ ...sample, rows: [] })).toThrow(ListEmptyError)
    const empty = bytes.slice(0, LIST_HEADER_BYTES)
    writeUint(empty, 34, 4, 0)
    expect(() => decodeList(empty)).toThrow(ListEmptyError)
  })

  it('refuses a count over the limit before it allocates memory', () => {
    expect(() => decodeList(bytes, { countMax: 3 })).toThrow(ListCountTooLargeError)
    expect(decodeList(bytes, { countMax: 4 }).count).toBe(4)
    for (const count of [LIST_COUNT_MAX + 1, 2 ** 32 - 1]) {
      const claim = changed((copy) => writeUint(copy, 34, 4, count))
      expect(() => decodeList(claim)).toThrow(ListCountTooLargeError)
      expect(() => decodeList(claim, { countMax: 2 ** 32 })).toThrow(ListCountTooLargeError)
    }
    // As many rows as are allowed, but not there: the length refuses it.
    expect(() => decodeList(changed((copy) => writeUint(copy, 34, 4, LIST_COUNT_MAX)))).toThrow(ListLengthError)
  })

  it('refuses indexes that are repeated, unordered, or outside the tree', () => {
    const withIndexes = (indexes: readonly number[]) =>
      changed((copy) => {
        indexes.forEach((leafIndex, i) => {
          writeUint(copy, LIST_HEADER_BYTES + 4 * i, 4, leafIndex)
        })
      })
    const wrong = [
      [0, 3, 3, 15],
      [3, 0, 4, 15],
      [0, 3, 15, 4],
      [0, 3, 4, 16],
      [0, 3, 4, 2 ** 32 - 1],
    ]
    for (const indexes of wrong) {
      expect(() => decodeList(withIndexes(indexes))).toThrow(ListIndexInvalidError)
      expect(() => encodeList({ ...sample, rows: rowsAt(indexes) })).toThrow(ListIndexInvalidError)
    }
    expect(() => encodeList({ ...sample, rows: rowsAt([0.5]) })).toThrow(ListIndexInvalidError)
  })

  it('has another root when it claims another depth, though it decodes', () => {
    const root = bytesToHex(decodeList(bytes).root())
    for (const depth of [3, 4, 16]) {
      const other = decodeList(changed((copy) => copy.set([depth], 33)))
      expect(bytesToHex(other.root())).not.toBe(root)
    }
  })

  it('refuses to encode a depth, chain id or registry that has no bytes', () => {
    for (const depth of [0, 17, 1.5]) expect(() => encodeList({ ...sample, depth })).toThrow(DepthInvalidError)
    for (const chainId of [-1n, 1n << 64n])
      expect(() => encodeList({ ...sample, chainId })).toThrow(VerifyParameterError)
    for (const registry of ['0x', REGISTRY.toUpperCase()])
      expect(() => encodeList({ ...sample, registry: registry as Hex })).toThrow(VerifyParameterError)
  })

  it('has no row outside', () => {
    for (const i of [-1, 4, 0.5]) expect(() => decodeList(bytes).record(i)).toThrow(VerifyParameterError)
  })

  it('reads the same from the middle of a larger buffer', () => {
    const padded = concat([Uint8Array.of(9, 9, 9), bytes, Uint8Array.of(9)])
    const decoded = decodeList(padded.subarray(3, 3 + bytes.length))
    expect(decoded.root()).toEqual(decodeList(bytes).root())
  })
})
