import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { parseIp } from '../../shared/ip.ts'
import { decodeRecord, encodeRecord, leafOf, RECORD_BYTES, type ServiceNodeRecord } from '../../shared/list/record.ts'
import { UINT16_MAX, UINT32_MAX, UINT40_MAX } from '../../shared/uint.ts'
import type { Check } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

const HARNESS = 'test/mocks/ServiceNodeRecordHarness.sol:ServiceNodeRecordHarness'

/** The fields of a record in a vector, with seeds as decimal strings. */
export function readRecord(vector: VectorObject): ServiceNodeRecord {
  return {
    nodeId: vector.integer('nodeId', UINT32_MAX),
    operator: vector.hex('operator', 20),
    ed25519Key: vector.hex('ed25519Key', 32),
    ip: vector.text('ip'),
    rpcPort: vector.integer('rpcPort', UINT16_MAX),
    quicPort: vector.integer('quicPort', UINT16_MAX),
    activatedAt: vector.integer('activatedAt', UINT40_MAX),
    seed: vector.bigint('seed'),
    blsKeyHash: vector.hex('blsKeyHash', 32),
    extensionHash: vector.hex('extensionHash', 32),
  }
}

/** One line that tells two records apart. */
export function recordText(record: ServiceNodeRecord): string {
  return JSON.stringify({ ...record, seed: record.seed.toString() })
}

export const checkRecords: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const cases = vectors.objects('records')
    for (const vector of cases) {
      begin(vector.at)
      const record = readRecord(vector)
      const packed = vector.hex('packed')
      expectSame(vector.at, 'packed', packed, bytesToHex(encodeRecord(record)))
      expectSame(
        vector.at,
        'the record read from packed',
        recordText(record),
        recordText(decodeRecord(hexToBytes(packed))),
      )
      expectSame(vector.at, 'leaf', vector.hex('leaf', 32), bytesToHex(leafOf(hexToBytes(packed))))
    }
    return cases.length
  },
}

export const checkRecordsOnChain: Check = {
  implementation: 'Solidity',
  async run({ vectors, begin, expectSame, chain }) {
    const harness = await (await chain()).deploy(HARNESS)
    const cases = vectors.objects('records')
    for (const vector of cases) {
      begin(vector.at)
      const record = readRecord(vector)
      const fields = { ...record, ip: bytesToHex(parseIp(record.ip)) }
      expectSame(vector.at, 'packed', vector.hex('packed', RECORD_BYTES), await harness.read<Hex>('pack', [fields]))
      expectSame(vector.at, 'leaf', vector.hex('leaf', 32), await harness.read<Hex>('leaf', [fields]))
    }
    return cases.length
  },
}
