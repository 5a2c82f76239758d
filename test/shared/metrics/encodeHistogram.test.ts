import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex, hexToBytes, readBigUint, readUint } from '../../../shared/bytes.ts'
import { collectWeights, type EntityWeight } from '../../../shared/metrics/collectWeights.ts'
import { encodeHistogram, encodeInput, hashInput } from '../../../shared/metrics/encodeHistogram.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/metrics/entityKey.ts'
import { HistogramInvalidError } from '../../../shared/metrics/errors.ts'
import { makeHistogramVectors } from '../../../tools/vectors/makeHistogramVectors.ts'
import vectors from '../../vectors/histograms.json' with { type: 'json' }
import { SEED, seeded } from '../arbitraries.ts'
import { addressOf, nodesArb, shuffledArb } from './arbitraries.ts'

const HEADER_BYTES = 43

/** Reads one histogram back. */
function decode(bytes: Uint8Array, from = 0) {
  const entries: EntityWeight[] = []
  let offset = from + HEADER_BYTES
  const next = (): Uint8Array => {
    const length = bytes[offset] as number
    offset += 1 + length
    return bytes.subarray(offset - length, offset)
  }
  for (let i = readUint(bytes, from + HEADER_BYTES - 4, 4); i > 0; i--) {
    const key = bytesToHex(next())
    const weight = next()
    expect(weight[0]).not.toBe(0)
    entries.push({ key, weight: readBigUint(weight, 0, weight.length) })
  }
  return { head: bytesToHex(bytes.subarray(from, from + 7)), entries, end: offset }
}

const entriesOf = (weights: Readonly<Record<Hex, bigint>>): EntityWeight[] =>
  Object.entries(weights).map(([key, weight]) => ({ key: key as Hex, weight }))

const encode = (entries: readonly EntityWeight[], enrichment: Hex | null = null): Hex =>
  bytesToHex(encodeHistogram({ dimension: 'AS', weight: 'STAKE', enrichment, entries }))

const NO_FILE = '00'.repeat(32)

describe('encodeHistogram', () => {
  it('writes header, keys and weights as the format says', () => {
    const file: Hex = `0x${'ab'.repeat(32)}`
    expect(encode([{ key: '0x0000fbf0', weight: 258n }], file)).toBe(
      `0x4d535448${'010502'}${'ab'.repeat(32)}00000001${'04'}0000fbf0${'02'}0102`,
    )
    expect(encode([])).toBe(`0x4d535448010502${NO_FILE}00000000`)
  })

  it('orders keys bytewise, a key before those that it begins', () => {
    const { entries } = decode(hexToBytes(encode(entriesOf({ '0x0101': 1n, '0x02': 2n, '0x01': 3n, '0x010000': 4n }))))
    expect(entries.map(({ key }) => key)).toEqual(['0x01', '0x010000', '0x0101', '0x02'])
  })

  it('leaves out weights of zero, and writes one of 256 bits', () => {
    const largest = (1n << 256n) - 1n
    const { entries } = decode(hexToBytes(encode(entriesOf({ '0x01': 0n, '0x02': largest }))))
    expect(entries).toEqual([{ key: '0x02', weight: largest }])
  })

  it.each<[name: string, entries: EntityWeight[]]>([
    ['a key twice', [...entriesOf({ '0x01': 1n }), ...entriesOf({ '0x01': 2n })]],
    ['a key of no bytes', entriesOf({ '0x': 1n })],
    ['a key of 256 bytes', entriesOf({ [`0x${'01'.repeat(256)}` as Hex]: 1n })],
    ['a key in capitals', entriesOf({ '0xAB': 1n })],
    ['a weight below 0', entriesOf({ '0x01': -1n })],
    ['a weight of 257 bits', entriesOf({ '0x01': 1n << 256n })],
  ])('refuses %s', (_, entries) => {
    expect(() => encode(entries)).toThrow(HistogramInvalidError)
  })

  it('refuses a file for a dimension without one, and one of other than 32 bytes', () => {
    const histogram = { dimension: 'SUBNET', weight: 'COUNT', entries: [] } as const
    expect(() => encodeHistogram({ ...histogram, enrichment: `0x${'ab'.repeat(32)}` })).toThrow(HistogramInvalidError)
    expect(() => encode([], '0xab')).toThrow(HistogramInvalidError)
  })
})

describe('encodeInput', () => {
  it('writes what the committed vectors hold', () => {
    expect(JSON.parse(JSON.stringify(makeHistogramVectors()))).toEqual(vectors)
  })

  it(seeded('holds all weights, and for nodes by operator a second histogram of guards'), () => {
    const dimensionArb = fc.constantFrom(...(Object.keys(DIMENSIONS) as Dimension[]))
    const arb = fc.tuple(shuffledArb(nodesArb(12)), dimensionArb, fc.constantFrom('COUNT', 'STAKE'))
    fc.assert(
      fc.property(arb, ([[nodes, shuffled], dimension, weight]) => {
        const bytes = encodeInput({ nodes, dimension, weight, enrichment: null })
        const hash = hashInput({ nodes: shuffled, dimension, weight, enrichment: null })
        expect(hash).toBe(hashInput({ nodes, dimension, weight, enrichment: null }))
        if (bytes === null) {
          expect([dimension, weight, hash]).toEqual(['CONTRIBUTOR', 'COUNT', null])
          return
        }
        const first = decode(bytes)
        const { known, unknown } = collectWeights({ nodes, dimension, weight }) ?? { known: [], unknown: [] }
        expect(first.head).toBe(`0x4d535448010${DIMENSIONS[dimension]}0${weight === 'COUNT' ? 1 : 2}`)
        expect(first.entries).toEqual(
          [...known, ...unknown].sort((a, b) => Buffer.compare(hexToBytes(a.key), hexToBytes(b.key))),
        )
        if (dimension !== 'OPERATOR' || weight !== 'COUNT') {
          expect(first.end).toBe(bytes.length)
          return
        }
        const second = decode(bytes, first.end)
        expect(second.head).toBe('0x4d535448010103')
        expect(second.entries).toEqual(collectWeights({ nodes, dimension, weight: 'GUARD_ELIGIBLE' })?.known)
        expect(second.end).toBe(bytes.length)
      }),
      { seed: SEED },
    )
  })

  it('tells one guard from none, although the counts are the same', () => {
    const hashOf = (isGuardEligible: boolean) => {
      const nodes = [{ nodeId: 1, operator: addressOf(1), ip: '45.0.0.1', isGuardEligible }]
      return hashInput({ nodes, dimension: 'OPERATOR', weight: 'COUNT', enrichment: null })
    }
    expect(hashOf(true)).not.toBe(hashOf(false))
  })
})
