import { RLP } from '@ethereumjs/rlp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { encodeHeader } from '../../../shared/ethereum/encodeHeader.ts'
import { decodeHeader, HEADER_BYTES_MAX } from '../../../shared/ethereum/header.ts'
import { encodeRlp } from '../../../shared/ethereum/rlp.ts'
import { HeaderEncodingUnknownError, HeaderInvalidError } from '../../../shared/list/errors.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { hardhatNetwork } from '../../../tools/support/hardhatNetwork.ts'

type RpcBlock = Record<string, unknown> &
  Partial<Record<'hash' | 'parentHash' | 'stateRoot' | 'number' | 'timestamp', unknown>>

/** Block 0 of Ethereum: the 15 fields it all began with. */
const ETHEREUM_GENESIS: RpcBlock = {
  hash: '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3',
  parentHash: `0x${'00'.repeat(32)}`,
  sha3Uncles: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  miner: `0x${'00'.repeat(20)}`,
  stateRoot: '0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544',
  transactionsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  receiptsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  logsBloom: `0x${'00'.repeat(256)}`,
  difficulty: '0x400000000',
  number: '0x0',
  gasLimit: '0x1388',
  gasUsed: '0x0',
  timestamp: '0x0',
  extraData: '0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa',
  mixHash: `0x${'00'.repeat(32)}`,
  nonce: '0x0000000000000042',
}

const HARDFORKS = [
  ['berlin', 15],
  ['london', 16],
  ['merge', 16],
  ['shanghai', 17],
  ['cancun', 20],
  ['prague', 21],
  ['osaka', 21],
] as const

function expectReadAsReported(block: RpcBlock, rlp: Uint8Array): void {
  const { hash, parentHash, stateRoot, number, timestamp } = decodeHeader(rlp)
  expect({ hash, parentHash, stateRoot, number, timestamp }).toEqual({
    hash: block.hash,
    parentHash: block.parentHash,
    stateRoot: block.stateRoot,
    number: BigInt(block.number as Hex),
    timestamp: BigInt(block.timestamp as Hex),
  })
}

describe('encodeHeader and decodeHeader', () => {
  let anvil: TestChain
  let block: RpcBlock
  let rlp: Uint8Array
  beforeAll(async () => {
    anvil = await startAnvil()
    await anvil.mine(3)
    block = await anvil.request<RpcBlock>('eth_getBlockByNumber', ['latest', false])
    rlp = encodeHeader(block)
  })
  afterAll(() => anvil.stop())

  it('encode and read the header of Ethereum block 0', () => {
    expectReadAsReported(ETHEREUM_GENESIS, encodeHeader(ETHEREUM_GENESIS))
  })

  it.each(HARDFORKS)(
    "encode and read a header of Hardhat's EVM at %s, with %i fields",
    async (hardfork, fieldCount) => {
      const connection = await (await hardhatNetwork()).create({ network: 'default', override: { hardfork } })
      await connection.provider.request({ method: 'evm_mine' })
      const found = (await connection.provider.request({
        method: 'eth_getBlockByNumber',
        params: ['latest', false],
      })) as RpcBlock
      const encoded = encodeHeader(found)
      expectReadAsReported(found, encoded)
      expect(countItems(encoded)).toBe(fieldCount)
      await connection.close()
    },
  )

  it('encode and read a header of anvil and its parents', async () => {
    expectReadAsReported(block, rlp)
    const parent = await anvil.request<RpcBlock>('eth_getBlockByHash', [decodeHeader(rlp).parentHash, false])
    expectReadAsReported(parent, encodeHeader(parent))
  })

  it('refuse to encode a header when a field was changed, dropped or malformed', () => {
    const changes: RpcBlock[] = [
      { stateRoot: `0x${'11'.repeat(32)}` },
      { timestamp: '0x1' },
      { hash: `0x${'11'.repeat(32)}` },
      { hash: undefined },
      { parentHash: undefined },
      { parentHash: '0x11' },
      { nonce: null },
      { number: 3 },
      { extraData: '0xzz' },
      { extraData: '0x0' },
      { baseFeePerGas: undefined },
      { requestsHash: `0x${'22'.repeat(32)}` },
      { extraData: `0x${'00'.repeat(20_000)}` },
    ]
    for (const change of changes)
      expect(() => encodeHeader({ ...block, ...change }), JSON.stringify(change).slice(0, 80)).toThrow(
        HeaderEncodingUnknownError,
      )
  })

  it('encode a header in spite of fields that do not belong to it', () => {
    expect(encodeHeader({ ...block, l1BlockNumber: '0x5', totalDifficulty: '0x0', size: '0x1' })).toEqual(rlp)
    // An endpoint that reports a later fork's field on an earlier block.
    expect(bytesToHex(encodeHeader({ ...ETHEREUM_GENESIS, baseFeePerGas: '0x0' }))).toBe(
      bytesToHex(encodeHeader(ETHEREUM_GENESIS)),
    )
  })

  it('refuse to read bytes other than one list with the fields in their places', () => {
    const good = fieldsOf(block)
    const at = (position: number, value: Uint8Array) =>
      encodeRlp(good.map((field, i) => (i === position ? value : field)))
    const wrong: Uint8Array[] = [
      new Uint8Array(0),
      rlp.slice(0, -1),
      concat([rlp, Uint8Array.of(0)]),
      encodeRlp(good.slice(0, 14)),
      encodeRlp(Array.from({ length: 65 }, (_, i) => good[i] ?? new Uint8Array(0))),
      at(0, new Uint8Array(31)),
      at(3, new Uint8Array(33)),
      at(8, Uint8Array.of(0, 5)),
      at(8, new Uint8Array(9).fill(1)),
      at(11, Uint8Array.of(0)),
      at(12, new Uint8Array(HEADER_BYTES_MAX)),
      hexToBytes('0x80'),
    ]
    expect(decodeHeader(encodeRlp(good)).number).toBe(BigInt(block.number as Hex))
    for (const bytes of wrong) expect(() => decodeHeader(bytes)).toThrow(HeaderInvalidError)
  })

  it('read a header with newer fields of any form at its end', () => {
    const newer = encodeRlp([...fieldsOf(block), new Uint8Array(32), [Uint8Array.of(1), []]])
    expect(decodeHeader(newer).timestamp).toBe(decodeHeader(rlp).timestamp)
    expect(decodeHeader(newer).hash).not.toBe(decodeHeader(rlp).hash)
  })
})

function countItems(list: Uint8Array): number {
  return itemsOf(list).length
}

function fieldsOf(block: RpcBlock): Uint8Array[] {
  return itemsOf(encodeHeader(block))
}

/** The strings of an RLP list, read by the library and not by the code under test. */
function itemsOf(list: Uint8Array): Uint8Array[] {
  return RLP.decode(list) as Uint8Array[]
}
