import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../shared/bytes.ts'
import { encodeHeader } from '../../../shared/ethereum/encodeHeader.ts'
import { createEndpoint } from '../../../shared/rpc/createEndpoint.ts'
import { RpcCallFailedError } from '../../../shared/rpc/errors.ts'
import { EXAMINATION_CALLS_MAX, type Examination, examineEndpoint } from '../../../shared/rpc/examineEndpoint.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'

const BLOCKS = 1_500

const noMethod: Fault = async () => ({ error: { code: -32_601, message: 'the method does not exist' } })

describe('examineEndpoint', () => {
  let chain: TestChain
  let proxy: FaultyProxy
  let account: `0x${string}`
  beforeAll(async () => {
    chain = await startAnvil()
    const [from] = await chain.request<`0x${string}`[]>('eth_accounts')
    if (from === undefined) throw new Error('anvil has no accounts.')
    account = from
    await chain.mine(2)
    await chain.request('anvil_mine', [`0x${(BLOCKS - 2).toString(16)}`])
  })
  beforeEach(async () => {
    proxy = await startFaultyProxy(chain.url)
  })
  afterEach(() => proxy.stop())
  afterAll(() => chain.stop())

  const examine = async (): Promise<Examination & { sent: number }> => {
    let sent = 0
    const endpoint = createEndpoint({
      url: proxy.url,
      fetch: (url, init) => fetch(url, init),
      timeoutMs: 5_000,
      onSent: () => sent++,
    })
    return { ...(await examineEndpoint(endpoint, account)), sent }
  }

  it('tells what anvil can do, and makes at most 25 calls', async () => {
    const found = await examine()
    expect(found).toMatchObject({
      chainId: 31_337n,
      batchMax: 100,
      hasBlockReceipts: true,
      header: { kind: 'fields' },
      proofWindow: found.number + 1n,
    })
    expect(found.finalized).toBeLessThan(found.number)
    expect(found.calls).toBe(found.sent)
    expect(found.sent).toBeLessThanOrEqual(EXAMINATION_CALLS_MAX)
  })

  it.each([
    [0n, 0n, 0n],
    [1n, 1n, 1n],
    [128n, 120n, 128n],
    [1_200n, 1_100n, 1_200n],
  ])('finds a window of eth_getProof when it is %s blocks', async (window, least, most) => {
    proxy.setFault(async (call, next) => {
      if (call.method !== 'eth_getProof') return next()
      const newest = BigInt(await chain.request<string>('eth_blockNumber'))
      const isInside = newest - BigInt(call.params[2] as string) < window
      return isInside ? next() : { error: { code: -32_000, message: 'missing trie node' } }
    })
    const { proofWindow, sent } = await examine()
    expect(proofWindow).toBeGreaterThanOrEqual(least)
    expect(proofWindow).toBeLessThanOrEqual(most)
    expect(sent).toBeLessThanOrEqual(EXAMINATION_CALLS_MAX)
  })

  it('finds that receipts, proofs, logs and the final block are missing when the endpoint refuses them', async () => {
    proxy.setFault((call, next) => {
      const isMissing = ['eth_getBlockReceipts', 'eth_getProof', 'eth_getLogs'].includes(call.method)
      return isMissing || call.params[0] === 'finalized' ? noMethod(call, next) : next()
    })
    const found = await examine()
    expect(found).toMatchObject({
      hasBlockReceipts: false,
      proofWindow: 0n,
      finalized: undefined,
      hasLogTimestamps: undefined,
    })
    expect(found.sent).toBeLessThanOrEqual(EXAMINATION_CALLS_MAX)
  })

  it('asks again when a call fails by accident', async () => {
    const seen = new Set<string>()
    proxy.setFault(async (call, next) => {
      if (seen.has(call.method) || call.method === 'eth_chainId' || call.params[0] === 'latest') return next()
      seen.add(call.method)
      return { status: 503 }
    })
    const { hasBlockReceipts, finalized, proofWindow, number, sent } = await examine()
    expect({ hasBlockReceipts, proofWindow }).toEqual({ hasBlockReceipts: true, proofWindow: number + 1n })
    expect(finalized).toBeDefined()
    expect(sent).toBeLessThanOrEqual(EXAMINATION_CALLS_MAX)
  })

  it('tells whether logs carry the time of their block when a block has some', async () => {
    proxy.setFault(async (call, next) => {
      if (call.method !== 'eth_getLogs') return next()
      return { result: [{ address: account, blockTimestamp: '0x1' }] }
    })
    expect((await examine()).hasLogTimestamps).toBe(true)
    proxy.setFault(async (call, next) => (call.method === 'eth_getLogs' ? { result: [{ address: account }] } : next()))
    expect((await examine()).hasLogTimestamps).toBe(false)
  })

  it('names the fields when a header cannot be encoded, and takes a raw header where there is one', async () => {
    let isRawServed = false
    proxy.setFault(async (call, next) => {
      if (call.method === 'debug_getRawHeader') {
        if (!isRawServed) return noMethod(call, next)
        return { result: await rawHeader(call.params[0] as string) }
      }
      const answer = await next()
      if (call.params[0] !== 'latest' || !('result' in answer)) return answer
      // Without its base fee the header gives another hash.
      const { baseFeePerGas: _, ...block } = answer.result as Record<string, unknown>
      return { result: { ...block, laterField: '0x5' } }
    })
    expect((await examine()).header).toMatchObject({ kind: 'fault', fields: ['laterField'] })
    isRawServed = true
    expect((await examine()).header).toEqual({ kind: 'raw' })
  })

  /** As geth gives it. */
  const rawHeader = async (hash: string): Promise<string> => {
    return bytesToHex(encodeHeader(await chain.request('eth_getBlockByHash', [hash, false])))
  }

  it('throws when the endpoint does not tell its chain id', async () => {
    proxy.setFault((call, next) => (call.method === 'eth_chainId' ? noMethod(call, next) : next()))
    await expect(examine()).rejects.toThrow(RpcCallFailedError)
  })
})
