import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createHeaderReader } from '../../../indexer/rpc/createHeaderReader.ts'
import { createRpc, type Rpc } from '../../../indexer/rpc/createRpc.ts'
import { bytesToHex } from '../../../shared/bytes.ts'
import { encodeHeader } from '../../../shared/ethereum/encodeHeader.ts'
import { parseBlock, type RpcBlock } from '../../../shared/rpc/parse.ts'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'

describe('createHeaderReader', () => {
  let chain: TestChain
  let proxy: FaultyProxy
  let rpc: Rpc
  let block: RpcBlock
  let rlp: Uint8Array
  const stopping = new AbortController()
  beforeAll(async () => {
    chain = await startHardhatChain()
    await chain.mine(1)
    proxy = await startFaultyProxy(chain.url)
    const log = pino({ level: 'silent' })
    rpc = createRpc({ urls: [proxy.url, chain.url], chainId: BigInt(chain.chainId), log, signal: stopping.signal })
    await rpc.start()
    block = parseBlock(await chain.request('eth_getBlockByNumber', ['latest', false]))
    rlp = encodeHeader(block.raw)
  })
  afterEach(() => proxy.setFault(null))
  afterAll(async () => {
    stopping.abort(new Error('The test is over.'))
    await proxy?.stop()
    await chain?.stop()
  })

  /** The block with a field less than its hash covers. */
  const withoutBaseFee = (): RpcBlock => {
    const { baseFeePerGas: _, ...raw } = block.raw
    return { ...block, raw }
  }

  const rawCalls = () => proxy.calls.get('debug_getRawHeader') ?? 0

  it('encodes a header from its fields, without a call', async () => {
    const told: (string | null)[] = []
    const read = createHeaderReader(rpc, (fault) => told.push(fault))
    expect(await read(block, 0)).toEqual(rlp)
    expect(told).toEqual([null])
    expect(rawCalls()).toBe(0)
  })

  it('names the fault when no order fits, and asks for no raw header again within an hour when none is served', async () => {
    const told: (string | null)[] = []
    const read = createHeaderReader(rpc, (fault) => told.push(fault))
    const failed = read(withoutBaseFee(), 0)
    await expect(failed).rejects.toMatchObject({ code: 'HEADER_ENCODING_UNKNOWN' })
    expect(told).toEqual([
      `The header of block ${block.hash} cannot be encoded: no order of its fields gives this hash.`,
    ])
    const asked = rawCalls()
    await expect(read(withoutBaseFee(), 0)).rejects.toMatchObject({ code: 'HEADER_ENCODING_UNKNOWN' })
    expect(rawCalls()).toBe(asked)
  })

  it('takes a raw header only when it gives the hash', async () => {
    let raw = `${bytesToHex(rlp).slice(0, -2)}00`
    proxy.setFault(async (call, next) => (call.method === 'debug_getRawHeader' ? { result: raw } : next()))
    const read = createHeaderReader(rpc)
    await expect(read(withoutBaseFee(), 0)).rejects.toMatchObject({ code: 'HEADER_ENCODING_UNKNOWN' })
    raw = bytesToHex(rlp)
    const other = createHeaderReader(rpc)
    expect(await other(withoutBaseFee(), 0)).toEqual(rlp)
  })
})
