import fc from 'fast-check'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { formatIp } from '../../shared/ip.ts'
import { NO_EXTENSION, type ServiceNodeRecord } from '../../shared/list/record.ts'

/** One seed for all properties here, so that a failure repeats; change it to look elsewhere. */
export const SEED = 20_260_401

/** Says the seed in the test's name, where every reporter prints it. */
export const seeded = (sentence: string): string => `${sentence} (fast-check seed ${SEED})`

export const bytesArb = (length: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength: length, maxLength: length })

const hexArb = (length: number): fc.Arbitrary<Hex> => bytesArb(length).map(bytesToHex)

export const recordArb: fc.Arbitrary<ServiceNodeRecord> = fc.record({
  nodeId: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  operator: hexArb(20),
  ed25519Key: hexArb(32),
  ip: fc.oneof(bytesArb(16).map(formatIp), fc.ipV4()),
  rpcPort: fc.integer({ min: 0, max: 65_535 }),
  quicPort: fc.integer({ min: 0, max: 65_535 }),
  activatedAt: fc.integer({ min: 0, max: 2 ** 40 - 1 }),
  seed: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  blsKeyHash: hexArb(32),
  extensionHash: fc.oneof(fc.constant(NO_EXTENSION), hexArb(32)),
})

/** A list as `encodeList` takes it: indexes ascending, the depth at least what they need. */
export const listArb = fc
  .record({
    chainId: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    registry: hexArb(20),
    depth: fc.integer({ min: 1, max: 16 }),
    records: fc.array(recordArb, { minLength: 1, maxLength: 12 }),
    picks: fc.array(fc.nat(2 ** 32 - 1), { minLength: 12, maxLength: 12 }),
  })
  .map(({ chainId, registry, depth, records, picks }) => {
    const indexes = [...new Set(picks.map((pick) => pick % 4 ** depth))].sort((a, b) => a - b)
    const rows = records.slice(0, indexes.length).map((record, i) => ({ leafIndex: indexes[i] as number, record }))
    return { chainId, registry, depth, rows }
  })
