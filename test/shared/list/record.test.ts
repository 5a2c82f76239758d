import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToHex, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { IpInvalidError } from '../../../shared/errors/baseError.ts'
import { RecordInvalidError } from '../../../shared/list/errors.ts'
import {
  decodeRecord,
  encodeRecord,
  leafOf,
  RECORD_BYTES,
  type ServiceNodeRecord,
} from '../../../shared/list/record.ts'
import vectors from '../../vectors/records.json' with { type: 'json' }
import { bytesArb, recordArb, SEED, seeded } from '../arbitraries.ts'

const records = vectors.records.map(({ packed, leaf, ...fields }) => ({
  record: { ...fields, seed: BigInt(fields.seed) } as ServiceNodeRecord,
  packed: packed as Hex,
  leaf,
}))
const sample = (records[0] as (typeof records)[number]).record

describe('a record', () => {
  it.each(records)('has the bytes and the leaf of the vectors for node $record.nodeId', ({ record, packed, leaf }) => {
    expect(bytesToHex(encodeRecord(record))).toBe(packed)
    expect(decodeRecord(hexToBytes(packed))).toEqual(record)
    expect(bytesToHex(leafOf(hexToBytes(packed)))).toBe(leaf)
  })

  it(seeded('reads back as it was written'), () => {
    fc.assert(
      fc.property(recordArb, (record) => {
        expect(decodeRecord(encodeRecord(record))).toEqual(record)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it(seeded('has one meaning for each byte string, and every byte counts'), () => {
    fc.assert(
      fc.property(bytesArb(RECORD_BYTES), (bytes) => {
        bytes[0] = 2
        expect(encodeRecord(decodeRecord(bytes))).toEqual(bytes)
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  it('refuses another length or version', () => {
    const bytes = encodeRecord(sample)
    const version1 = bytes.slice()
    version1[0] = 1
    for (const bad of [new Uint8Array(0), bytes.slice(1), Uint8Array.of(...bytes, 0), version1]) {
      expect(() => decodeRecord(bad)).toThrow(RecordInvalidError)
      expect(() => leafOf(bad)).toThrow(RecordInvalidError)
    }
  })

  const WRONG_FIELDS: readonly Partial<Record<keyof ServiceNodeRecord, unknown>>[] = [
    ...[{ nodeId: -1 }, { nodeId: 2 ** 32 }, { nodeId: 1.5 }, { nodeId: Number.NaN }, { nodeId: '1' }],
    ...[
      { rpcPort: 65_536 },
      { quicPort: -1 },
      { activatedAt: 2 ** 40 },
      { seed: -1n },
      { seed: 1n << 64n },
      { seed: 5 },
    ],
    ...[{ operator: '0x' }, { operator: sample.operator.toUpperCase() }, { operator: `${sample.operator}00` }],
    ...[{ ed25519Key: sample.ed25519Key.slice(0, -1) }, { blsKeyHash: `${sample.blsKeyHash.slice(0, -1)}G` }],
    ...[{ extensionHash: '0x' }, { extensionHash: undefined }],
  ]
  it.each(WRONG_FIELDS)('refuses to encode %o', (fields) => {
    expect(() => encodeRecord({ ...sample, ...fields } as ServiceNodeRecord)).toThrow(RecordInvalidError)
  })

  it('refuses to encode a malformed address', () => {
    expect(() => encodeRecord({ ...sample, ip: '1.2.3' })).toThrow(IpInvalidError)
  })
})
