import { RLP } from '@ethereumjs/rlp'
import { keccak256 } from 'viem'
import { describe, expect, it } from 'vitest'
import { encodeHeader } from '../../../shared/ethereum/encodeHeader.ts'
import { HeaderFormUnknownError } from '../../../shared/ethereum/errors.ts'
import { findHeader } from '../../../shared/ethereum/findHeader.ts'
import { decodeHeader } from '../../../shared/ethereum/header.ts'
import { openHardhatChain } from '../../../tools/support/chain.ts'

type Value = string | number
type Fields = readonly (readonly [name: string, json: Value, bytes?: string])[]

const word = (byte: string): string => `0x${byte.repeat(32)}`

/** The first 13 fields by their JSON names. */
const COMMON: Fields = [
  ['parentHash', word('a1')],
  ['sha3Uncles', word('a2')],
  ['miner', `0x${'a3'.repeat(20)}`],
  ['stateRoot', word('a4')],
  ['transactionsRoot', word('a5')],
  ['receiptsRoot', word('a6')],
  ['logsBloom', `0x${'00'.repeat(256)}`],
  ['difficulty', '0x1', '0x01'],
  ['number', '0x2faf080'],
  ['gasLimit', '0xe4e1c0'],
  ['gasUsed', '0x0', '0x'],
  ['timestamp', '0x65f0a1b2'],
  ['extraData', '0x00c0ffee'],
]
const SEAL: Fields = [
  ['mixHash', word('00')],
  ['nonce', '0x0000000000000000'],
]
const LONDON: Fields = [['baseFeePerGas', '0x5d21dba00']]
const SHANGHAI: Fields = [['withdrawalsRoot', word('b1')]]
const CANCUN: Fields = [
  ['blobGasUsed', '0x0', '0x'],
  ['excessBlobGas', '0x20000'],
  ['parentBeaconBlockRoot', word('b2')],
]
const PRAGUE: Fields = [['requestsHash', word('b3')]]
const ETHEREUM = [...COMMON, ...SEAL, ...LONDON, ...SHANGHAI, ...CANCUN, ...PRAGUE]

/** Bytes of a JSON quantity or of data. Written apart from the code under test. */
const bytesOf = (json: Value): Uint8Array => {
  const digits = String(json).slice(2)
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}

/** A block as an endpoint gives it, with the hash that its chain gives this order of fields. */
function makeBlock(fields: Fields, extra: Record<string, unknown> = {}, order = fields.map(([name]) => name)) {
  const rlp = RLP.encode(fields.map(([, json, bytes]) => bytesOf(bytes ?? json)))
  const json = Object.fromEntries(fields.map(([name, value]) => [name, value]))
  const sorted = Object.fromEntries(order.map((name) => [name, json[name]]))
  const block: Record<string, unknown> = { ...sorted, hash: keccak256(rlp), size: '0x2a1', uncles: [], ...extra }
  return { block, rlp }
}

/** As clients in Go write it: by name. */
const byName = (fields: Fields): string[] => fields.map(([name]) => name).sort()

const failureOf = (block: Record<string, unknown>): HeaderFormUnknownError => {
  try {
    findHeader(block)
  } catch (error) {
    if (error instanceof HeaderFormUnknownError) return error
    throw error
  }
  throw new Error('The header was encoded.')
}

const AVALANCHE: Fields = [...COMMON, ...SEAL, ['extDataHash', word('c1')]]
const AVALANCHE_FEES: Fields = [
  ['extDataGasUsed', '0x0', '0x'],
  ['blockGasCost', '0x186a0'],
]
const SIGNATURE = 'd1'.repeat(65)
const STEP: Fields = [['step', '0x1493ab2b']]

const CHAINS: readonly (readonly [string, number, ReturnType<typeof makeBlock>])[] = [
  ['Ethereum at prague', 21, makeBlock(ETHEREUM, { totalDifficulty: '0x0' }, byName(ETHEREUM))],
  ['Avalanche before its fees', 16, makeBlock(AVALANCHE, {}, byName(AVALANCHE))],
  ['Avalanche with a base fee', 17, makeBlock([...AVALANCHE, ...LONDON])],
  [
    'Avalanche with all its fees',
    19,
    makeBlock(
      [...AVALANCHE, ...LONDON, ...AVALANCHE_FEES],
      { blockExtraData: '0x' },
      byName([...AVALANCHE, ...LONDON, ...AVALANCHE_FEES]),
    ),
  ],
  [
    'Avalanche after cancun, with two fields of its own',
    24,
    makeBlock(
      [
        ...AVALANCHE,
        ...LONDON,
        ...AVALANCHE_FEES,
        ...CANCUN,
        ['timestampMilliseconds', '0x18e2f1b2c3d'],
        ['minDelayExcess', '0x7'],
      ],
      {},
    ),
  ],
  ['an Avalanche subnet', 20, makeBlock([...COMMON, ...SEAL, ...LONDON, ['blockGasCost', '0x0', '0x'], ...CANCUN])],
  ['authority round', 15, makeBlock([...COMMON, ...STEP, ['signature', `0x${SIGNATURE}`]])],
  [
    'authority round, written in decimal and without 0x',
    15,
    makeBlock([...COMMON, ['step', '345221931', '0x1493ab2b'], ['signature', SIGNATURE, `0x${SIGNATURE}`]]),
  ],
  [
    'authority round with a step in a JSON number, after london',
    16,
    makeBlock([...COMMON, ['step', 345_221_931, '0x1493ab2b'], ['signature', `0x${SIGNATURE}`], ...LONDON]),
  ],
  ['OP mainnet', 21, makeBlock(ETHEREUM, { withdrawals: [] })],
  [
    'Arbitrum One',
    16,
    makeBlock([...COMMON, ...SEAL, ...LONDON], { l1BlockNumber: '0x12d4f3a', sendCount: '0x1f', sendRoot: word('c7') }),
  ],
]

const AMSTERDAM: Fields = [...ETHEREUM, ['blockAccessListHash', word('e1')], ['slotNumber', '0xb4c3d2']]

describe('findHeader', () => {
  it.each(CHAINS)('encodes a header of %s with %i fields', (_, count, { block, rlp }) => {
    const found = findHeader(block)
    expect(found.rlp).toEqual(rlp)
    expect(found.form).toHaveLength(count)
    expect(decodeHeader(found.rlp)).toMatchObject({ hash: block['hash'], stateRoot: block['stateRoot'] })
  })

  it('encodes a header with two fields of a later fork, in either order of the JSON', () => {
    for (const order of [undefined, byName(AMSTERDAM), byName(AMSTERDAM).reverse()]) {
      const { block, rlp } = makeBlock(AMSTERDAM, { totalDifficulty: '0x0' }, order)
      expect(findHeader(block).rlp).toEqual(rlp)
    }
    expect(findHeader(makeBlock(AMSTERDAM).block).form).toHaveLength(23)
  })

  it('encodes a header with three unknown fields in any order, with zeros as a number or as bytes', () => {
    const unknown: Fields = [
      ['gamma', '0x00000000000000f1', '0xf1'],
      ['alpha', '0x00f2'],
      ['beta', '0x0', '0x'],
    ]
    const fields = [...ETHEREUM, ...unknown]
    const { block, rlp } = makeBlock(fields, {}, byName(fields))
    expect(findHeader(block).rlp).toEqual(rlp)
  })

  it('encodes a header with two unknown fields among others that do not belong to it', () => {
    const fields: Fields = [...ETHEREUM, ['zeta', word('e2')], ['eta', '0x9']]
    const extra = { l1BlockNumber: '0x5', sendRoot: word('c7'), milliTimestamp: '0x18e2f1b2c3d' }
    const { block, rlp } = makeBlock(fields, extra, byName(fields))
    expect(findHeader(block).rlp).toEqual(rlp)
  })

  it('encodes a header whose own field stands before those of later forks', () => {
    const { block, rlp } = makeBlock([...COMMON, ...SEAL, ...LONDON, ['ownField', '0x77'], ...SHANGHAI])
    expect(findHeader(block).rlp).toEqual(rlp)
  })

  it('encodes the next header with the first try when it is given the order of the last one', () => {
    const { block } = makeBlock(AMSTERDAM, {}, byName(AMSTERDAM).reverse())
    const { form } = findHeader(block)
    const next = makeBlock(
      AMSTERDAM.map(([name, json, bytes]) =>
        name === 'number' ? [name, '0x2faf081'] : [name, json, bytes ?? (json as string)],
      ),
    )
    expect(findHeader(next.block, form)).toEqual({ rlp: next.rlp, form })
    // An order that does not fit any more hinders nothing.
    const before = makeBlock(ETHEREUM)
    expect(findHeader(before.block, form).rlp).toEqual(before.rlp)
  })

  it("encodes what encodeHeader encodes, of Hardhat's EVM", async () => {
    const chain = await openHardhatChain()
    await chain.mine(2)
    const block = await chain.request<Record<string, unknown>>('eth_getBlockByNumber', ['latest', false])
    expect(findHeader(block).rlp).toEqual(encodeHeader(block))
    await chain.stop()
  })

  it('names the field when one of the first is missing or malformed', () => {
    const { block } = makeBlock(ETHEREUM)
    const { stateRoot: _, ...without } = block
    expect(failureOf(without)).toMatchObject({ code: 'HEADER_ENCODING_UNKNOWN', fields: ['stateRoot'], tries: 0 })
    expect(failureOf({ ...block, miner: '0x11' }).message).toContain('its field miner is missing or malformed')
  })

  it('names the unknown fields when no order gives the hash', () => {
    const { block } = makeBlock(ETHEREUM)
    const failure = failureOf({ ...block, newRoot: word('f1'), 'evil\u001b[2J': '0x1', gasUsed: '0x1' })
    expect(failure.fields).toEqual(['newRoot', 'evil??2J'])
    expect(failure.message).toContain('with these that are unknown here: newRoot, evil??2J')
  })

  it.each([
    [16, 8],
    [5_000, 32],
    [12, 8_000],
  ])('gives up within 200 tries when a header has %i unknown fields of %i bytes', (count, bytes) => {
    const many = Array.from({ length: count }, (_, i) => [
      `f${i}`,
      `0x00${(i % 251)
        .toString(16)
        .padStart(2, '0')
        .repeat(bytes - 1)}`,
    ])
    const { block } = makeBlock(ETHEREUM)
    const failure = failureOf({ ...block, hash: word('99'), ...Object.fromEntries(many) })
    expect(failure.tries).toBeGreaterThan(4)
    expect(failure.tries).toBeLessThanOrEqual(200)
    expect(failure.fields.length).toBeLessThanOrEqual(16)
  })
})
