import { createPublicClient, getAbiItem, type Hex, http, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../../cli/lib/chain/createRpcClient.ts'
import { findLastBlockBefore } from '../../../../cli/lib/chain/findLastBlockBefore.ts'
import { scanLogs } from '../../../../cli/lib/chain/scanLogs.ts'
import { type Deployment, deploy } from '../../../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../../shared/contracts/stakingTokenAbi.ts'
import { createRangeWidth } from '../../../../shared/rpc/createRangeWidth.ts'
import { LogRangeRefusedError } from '../../../../shared/rpc/errors.ts'
import { blsSign } from '../../../../shared/signing/bls.ts'
import { makeRegistration } from '../../../../shared/signing/registration.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'
import { type Fault, type FaultyProxy, startFaultyProxy } from '../../../helpers/faultyProxy.ts'

const TRANSFER = getAbiItem({ abi: stakingTokenAbi, name: 'Transfer' })

/** Ends of the first pages: 1,000 blocks, then 2,000. */
const PAGE_ENDS = [999, 2_999] as const

const NO_WORD: Hex = `0x${'00'.repeat(32)}`

/** 2090-01-01 */
const GENESIS = 3_786_912_000

/** Stakes for node 1 by the development account, in one of the first blocks. */
const registerOne = async (client: ChainClient, deployment: Deployment): Promise<void> => {
  const [demo] = demoPlans('a long chain')
  if (!demo) throw new Error('The demo has no nodes.')
  const plan = { ...demo, operator: client.account as PrivateKeyAccount }
  const made = await makeRegistration(deployment, plan, blsSign)
  const stake = parseEther('25000')
  const noPermit = { value: 0n, deadline: 0n, v: 0, r: NO_WORD, s: NO_WORD }
  const { token, registry } = deployment
  const approval = { address: token, abi: stakingTokenAbi, functionName: 'approve', args: [registry, stake] } as const
  await client.waitForTransactionReceipt({ hash: await client.writeContract(approval) })
  const hash = await client.writeContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'register',
    args: [made, '0x', stake, noPermit],
  })
  await client.waitForTransactionReceipt({ hash })
}

describe('scanLogs', () => {
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment
  /** Numbers of the blocks with transfers: around each end of a page, and the newest. */
  const blocks: bigint[] = []

  beforeAll(async () => {
    chain = await startHardhatChain({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    deployment = await deploy(client, { epochSeconds: 3_600, governor: seededAccount('scan', 'governor').address })
    await registerOne(client, deployment)
    for (const target of [...PAGE_ENDS.flatMap((end) => [end, end + 1]), 4_001]) {
      const number = Number(await client.getBlockNumber())
      // Twelve seconds apart, as on a public chain.
      if (target - 1 > number) await chain.request('hardhat_mine', [`0x${(target - 1 - number).toString(16)}`, '0xc'])
      const hash = await client.writeContract({
        address: deployment.token,
        abi: stakingTokenAbi,
        functionName: 'transfer',
        args: [seededAccount('scan', target).address, parseEther('1')],
      })
      blocks.push((await client.waitForTransactionReceipt({ hash })).blockNumber)
    }
  })
  afterAll(() => chain?.stop())

  const open = (url: string, timeout = 30_000) => {
    const steps: string[] = []
    return {
      client: createPublicClient({ transport: http(url, { timeout }) }),
      logRange: createRangeWidth(),
      onScan: (done: number, total: number) => steps.push(`${done}/${total}`),
      steps,
    }
  }
  const query = () => ({ address: deployment.token, events: [TRANSFER], fromBlock: 0n, toBlock: 4_001n }) as const
  // The first two transfers are the supply, at deployment, and a stake.
  const numbersOf = (logs: readonly { readonly blockNumber: bigint }[]) =>
    logs.slice(2).map(({ blockNumber }) => blockNumber)

  it('returns each log once when a scan takes several pages', async () => {
    expect(blocks).toEqual([999n, 1_000n, 2_999n, 3_000n, 4_001n])
    const opened = open(chain.url)
    expect(numbersOf(await scanLogs(opened, query()))).toEqual(blocks)
    expect(opened.steps).toEqual(['1000/4002', '3000/4002', '4002/4002'])
    const part = await scanLogs(opened, { ...query(), fromBlock: 1_000n, toBlock: 2_999n })
    expect(part.map(({ blockNumber }) => blockNumber)).toEqual([1_000n, 2_999n])
    expect(await scanLogs(opened, { ...query(), fromBlock: 5n, toBlock: 4n })).toEqual([])
    // The page is wider by now, and a scan of one request tells no progress.
    expect(opened.steps).toHaveLength(3)
  })

  describe('behind an endpoint with limits', () => {
    let proxy: FaultyProxy
    beforeAll(async () => {
      proxy = await startFaultyProxy(chain.url)
    })
    afterEach(() => proxy.setFault(null))
    afterAll(() => proxy?.stop())

    type Filter = { readonly fromBlock: string; readonly toBlock: string }
    /** Refuses ranges of more than `limit` blocks; counts requests for logs. */
    const limitTo = (limit: bigint, refuse: (filter: Filter) => ReturnType<Fault>) => {
      const requests = { answered: 0, refused: 0 }
      proxy.setFault((call, next) => {
        if (call.method !== 'eth_getLogs') return next()
        const [filter] = call.params as [Filter]
        const isWide = BigInt(filter.toBlock) - BigInt(filter.fromBlock) >= limit
        requests[isWide ? 'refused' : 'answered']++
        return isWide ? refuse(filter) : next()
      })
      return requests
    }
    const refusal = (code: number, message: string) => async () => ({ error: { code, message } })

    it.each<[string, (filter: Filter) => ReturnType<Fault>]>([
      ['-32005 and a number of results', refusal(-32_005, 'query returned more than 10000 results')],
      [
        '-32005 and a range that works',
        async ({ fromBlock }) => {
          const last = `0x${(BigInt(fromBlock) + 699n).toString(16)}`
          const message = `query returned more than 10000 results. Try with this block range [${fromBlock}, ${last}].`
          return { error: { code: -32_005, message } }
        },
      ],
      ['-32602 and a limit', refusal(-32_602, 'range 1000000 exceeds limit of 700')],
      ['-32600 and no number', refusal(-32_600, 'block range is too wide')],
      [
        'a reason in the data alone',
        async () => ({
          error: { code: -32_602, message: 'invalid params', data: { payload: 'bigger than range limit 700' } },
        }),
      ],
      [
        'HTTP status 413 and a JSON-RPC error',
        async () => ({
          status: 413,
          body: '{"jsonrpc":"2.0","id":1,"error":{"code":-32614,"message":"eth_getLogs is limited to a 700 range"}}',
        }),
      ],
      ['HTTP status 403 and words', async () => ({ status: 403, body: '{"error":"exceed maximum block range: 700"}' })],
      ['HTTP status 429 and nothing else', async () => ({ status: 429 })],
      ['HTTP status 500 and nothing else', async () => ({ status: 500 })],
      ['an answer that is not a list of logs', async () => ({ result: 'lots of logs' })],
      ['silence', () => new Promise<never>(() => {})],
    ])('returns each log once when ranges over 700 blocks are refused with %s', async (_, refuse) => {
      const requests = limitTo(700n, refuse)
      const opened = open(proxy.url, 400)
      expect(numbersOf(await scanLogs(opened, query()))).toEqual(blocks)
      // Halves are 500 blocks, suggested ranges 700, and a quarter after a time-out 250.
      expect(requests.answered).toBeLessThanOrEqual(20)
      expect(requests.refused).toBeLessThanOrEqual(12)
      expect(opened.logRange.blocks()).toBeLessThanOrEqual(1_000n)
    })

    it('goes to the suggested range at once when the endpoint names one', async () => {
      const requests = limitTo(10n, refusal(-32_600, 'You can make eth_getLogs requests with up to a 10 block range.'))
      const opened = open(proxy.url)
      await scanLogs(opened, { ...query(), toBlock: 29n })
      expect(requests).toEqual({ answered: 3, refused: 1 })
    })

    it('returns each log once when the endpoint caps the results of a request at one', async () => {
      proxy.setFault(async (call, next) => {
        const answer = await next()
        if (call.method !== 'eth_getLogs' || !('result' in answer)) return answer
        const found = (answer.result as unknown[]).length
        return found > 1 ? { error: { code: -32_602, message: 'query exceeds max results 1' } } : answer
      })
      expect(numbersOf(await scanLogs(open(proxy.url), query()))).toEqual(blocks)
    })

    it('returns each log once when the endpoint cuts a connection', async () => {
      let cuts = 1
      proxy.setFault(async (call, next) => (call.method === 'eth_getLogs' && cuts-- > 0 ? 'cut' : next()))
      expect(numbersOf(await scanLogs(open(proxy.url), query()))).toEqual(blocks)
    })

    it('gives up with the origin and one block, and without the key of the URL, when all ranges are refused', async () => {
      const url = `${proxy.url}/v2/SECRET`
      proxy.setFault((call, next) =>
        call.method === 'eth_getLogs'
          ? Promise.resolve({ error: { code: -32_601, message: `the method is off, see ${url}` } })
          : next(),
      )
      const failed = scanLogs(open(url), query())
      await expect(failed).rejects.toThrow(LogRangeRefusedError)
      await expect(failed).rejects.toThrow(
        `${proxy.url} refuses the logs of a single block from block 0: the method is off, see (URL)`,
      )
      await expect(failed).rejects.not.toThrow('SECRET')
    })
  })

  it('findLastBlockBefore finds the last block before a moment when many blocks are a second apart', async () => {
    const reader = createRpcClient(chain.url)
    const newest = await client.getBlock()
    const timeOf = async (blockNumber: bigint) => Number((await client.getBlock({ blockNumber })).timestamp)
    for (const number of [1n, 2n, 10n, 1_500n, 2_000n, 3_998n, newest.number]) {
      for (const moment of [await timeOf(number), (await timeOf(number)) + 1]) {
        const before = await findLastBlockBefore(reader, moment, newest.number)
        if (before === undefined) throw new Error(`No block before ${moment}.`)
        expect(await timeOf(before)).toBeLessThan(moment)
        if (before < newest.number) expect(await timeOf(before + 1n)).toBeGreaterThanOrEqual(moment)
      }
    }
    expect(await findLastBlockBefore(reader, await timeOf(0n), newest.number)).toBeUndefined()
    expect(await findLastBlockBefore(reader, (await timeOf(newest.number)) + 1, newest.number)).toBe(newest.number)
  })
})
