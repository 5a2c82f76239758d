import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex, writeUint } from '../../../shared/bytes.ts'
import { BaseError } from '../../../shared/errors/baseError.ts'
import { applyDelta } from '../../../shared/list/applyDelta.ts'
import { DELTA_HEADER_BYTES, decodeDelta, encodeDelta } from '../../../shared/list/delta.ts'
import { diffLists } from '../../../shared/list/diffLists.ts'
import {
  DeltaCountTooLargeError,
  DeltaHeaderInvalidError,
  DeltaLengthError,
  ListCountTooLargeError,
  RootMismatchError,
  VerifyParameterError,
} from '../../../shared/list/errors.ts'
import { type DecodedList, decodeList, encodeList, packList } from '../../../shared/list/wire.ts'
import { listArb, SEED, seeded } from '../arbitraries.ts'

/** Two lists of one registry; the second may be deeper, as the tree grows and never shrinks. */
const pairArb = fc.tuple(listArb, listArb, fc.nat(1)).map(([a, b, deeper]) => {
  const depth = Math.max(a.depth, b.depth)
  const head = { chainId: a.chainId, registry: a.registry }
  const from = decodeList(encodeList({ ...head, depth, rows: a.rows }))
  // Some rows in common, as of lists that follow each other.
  const kept = a.rows.filter((_, i) => i % 3 !== 0)
  const joined = b.rows.filter(({ leafIndex }) => !kept.some((row) => row.leafIndex === leafIndex))
  const rows = [...kept, ...joined].sort((x, y) => x.leafIndex - y.leafIndex)
  const to = decodeList(encodeList({ ...head, depth: Math.min(16, depth + deeper), rows }))
  return [from, to] as const
})
const rootOf = (list: DecodedList): Hex => bytesToHex(list.root())
const differentArb = pairArb.filter(([from, to]) => rootOf(from) !== rootOf(to))

const deltaOf = (from: DecodedList, to: DecodedList) =>
  encodeDelta({ from: rootOf(from), to: rootOf(to), depth: to.depth, changes: diffLists(from, to) })

describe('a delta', () => {
  it(seeded('leads from any list to any later one, and is read as it was written'), () => {
    let changed = 0
    fc.assert(
      fc.property(differentArb, ([from, to]) => {
        const bytes = deltaOf(from, to)
        const delta = decodeDelta(bytes)
        expect(encodeDelta(delta)).toEqual(bytes)
        expect(bytes.length).toBe(
          DELTA_HEADER_BYTES + delta.changes.reduce((sum, { record }) => sum + (record === null ? 5 : 159), 0),
        )
        const result = applyDelta({ root: rootOf(from), list: from }, delta)
        expect(result.bytes).toEqual(to.bytes)
        changed += delta.changes.length
      }),
      { seed: SEED, numRuns: 100 },
    )
    expect(changed).toBeGreaterThan(100)
  })

  it(seeded('is the only one between two lists: no other byte string leads there (trap 53)'), () => {
    let refused = 0
    fc.assert(
      fc.property(differentArb, fc.nat(), fc.nat(), ([from, to], where, what) => {
        const bytes = deltaOf(from, to)
        const position = where % bytes.length
        const flipped = bytes.with(position, (bytes[position] ?? 0) ^ (1 << (what % 8)))
        const delta = decodeDelta(bytes)
        const kept = [...from.leafIndexes].filter((leaf) => !delta.changes.some(({ leafIndex }) => leafIndex === leaf))
        const again = kept.slice(0, 1).map((leafIndex) => ({
          leafIndex,
          record: from.recordBytes([...from.leafIndexes].indexOf(leafIndex)),
        }))
        const detour = [...delta.changes, ...again].sort((a, b) => a.leafIndex - b.leafIndex)
        const mutants = [
          flipped,
          bytes.slice(0, -1),
          concat([bytes, Uint8Array.of(0)]),
          ...(again.length > 0 ? [encodeDelta({ ...delta, changes: detour })] : []),
        ]
        for (const mutant of mutants) {
          let outcome: unknown = 'accepted'
          try {
            // A client compares the root with the one it asked for.
            const read = decodeDelta(mutant)
            if (read.to !== rootOf(to)) throw new RootMismatchError({ root: read.to, expected: rootOf(to) })
            applyDelta({ root: rootOf(from), list: from }, read)
          } catch (error) {
            outcome = error
          }
          expect(outcome).toBeInstanceOf(BaseError)
          refused++
        }
      }),
      { seed: SEED, numRuns: 200 },
    )
    expect(refused).toBeGreaterThan(700)
  })

  const rows = (packed: readonly [number, number][]) =>
    packed.map(([leafIndex, fill]) => ({ leafIndex, record: new Uint8Array(154).fill(fill).with(0, 2) }))
  const listOf = (packed: readonly [number, number][], depth = 2) =>
    decodeList(packList({ chainId: 1n, registry: `0x${'aa'.repeat(20)}`, depth, rows: rows(packed) }))

  it('refuses more changes than countMax before it allocates memory', () => {
    const bytes = deltaOf(
      listOf([[0, 1]]),
      listOf([
        [0, 2],
        [3, 4],
        [5, 6],
      ]),
    )
    expect(decodeDelta(bytes, { countMax: 3 }).changes).toHaveLength(3)
    expect(() => decodeDelta(bytes, { countMax: 2 })).toThrow(DeltaCountTooLargeError)
    const many = bytes.slice()
    writeUint(many, 70, 4, 2 ** 32 - 1)
    expect(() => decodeDelta(many)).toThrow(DeltaCountTooLargeError)
    writeUint(many, 70, 4, 131_072)
    expect(() => decodeDelta(many)).toThrow(DeltaLengthError)
  })

  it('refuses to lead to a list with more rows or levels than the limits', () => {
    const [from, to] = [
      listOf([[0, 1]]),
      listOf(
        [
          [0, 1],
          [1, 2],
        ],
        3,
      ),
    ]
    const delta = decodeDelta(deltaOf(from, to))
    const base = { root: rootOf(from), list: from }
    expect(applyDelta(base, delta, { countMax: 2, depthMax: 3 }).count).toBe(2)
    expect(() => applyDelta(base, delta, { countMax: 1 })).toThrow(ListCountTooLargeError)
    expect(() => applyDelta(base, delta, { depthMax: 2 })).toThrow(/at most 2 are accepted/)
  })

  it('refuses to encode malformed roots and records', () => {
    const good = decodeDelta(deltaOf(listOf([[0, 1]]), listOf([[0, 2]])))
    expect(() => encodeDelta({ ...good, to: '0x12' })).toThrow(VerifyParameterError)
    expect(() => encodeDelta({ ...good, changes: [{ leafIndex: 0, record: new Uint8Array(153) }] })).toThrow(
      VerifyParameterError,
    )
    expect(() => encodeDelta({ ...good, depth: 17 })).toThrow(DeltaHeaderInvalidError)
  })
})
