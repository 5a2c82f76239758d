import { createWalletClient, type Hex, http, numberToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChainClient } from '../../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { logsOf, receiptsRoot } from '../../../indexer/receipts/receipts.ts'
import { parseLogs, parseReceipts, type RpcReceipt } from '../../../shared/rpc/parse.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'

/** Init code that logs 40 bytes of memory under one topic, as often as wanted, and leaves no code. */
const LOG = '60ff60286000a1'

let chain: TestChain
let block: Record<string, unknown>
let receipts: RpcReceipt[]

/** A block with every type of transaction that a client sends, failed ones, and logs in some of them. */
beforeAll(async () => {
  chain = await startAnvil()
  const client = createChainClient(chain.url)
  await chain.request('evm_setAutomine', [false])
  const [from] = await chain.request<Hex[]>('eth_accounts')
  const send = (fields: Record<string, unknown>) =>
    chain.request<Hex>('eth_sendTransaction', [{ from, gas: '0x30d40', ...fields }])
  await send({ to: from, gasPrice: '0x77359400' })
  await send({ data: `0x${LOG}`, gasPrice: '0x77359400', accessList: [{ address: from, storageKeys: [] }] })
  await send({ data: `0x${LOG.repeat(3)}` })
  await send({ data: '0xfe' })
  const account = seededAccount('receipts', 'sender')
  await chain.request('anvil_setBalance', [account.address, numberToHex(10n ** 18n)])
  const wallet = createWalletClient({ account, chain: client.chain, transport: http(chain.url) })
  const authorizationList = [await wallet.signAuthorization({ contractAddress: account.address, executor: 'self' })]
  await wallet.sendTransaction({ to: account.address, authorizationList, gas: 200_000n })
  for (let i = 0; i < 130; i++) await send({ data: `0x${LOG}` })
  await chain.request('evm_mine')
  block = await chain.request<Record<string, unknown>>('eth_getBlockByNumber', ['latest', false])
  receipts = parseReceipts(await chain.request('eth_getBlockReceipts', [block['hash']]))
})
afterAll(() => chain?.stop())

describe('the receipts of a block', () => {
  it('give the root in its header, whatever the types of the transactions', () => {
    expect(new Set(receipts.map(({ type }) => type))).toEqual(new Set([0, 1, 2, 4]))
    expect(receipts.map(({ outcome }) => outcome)).toContain('0x')
    expect(receipts).toHaveLength(135)
    expect(receiptsRoot(receipts)).toBe(block['receiptsRoot'])
  })

  it('give another root where any of them is changed, missing or moved', () => {
    const at = receipts.findIndex(({ logs }) => logs.length === 3)
    const receipt = receipts[at] as RpcReceipt
    const [log, ...logs] = receipt.logs as [RpcReceipt['logs'][number], ...RpcReceipt['logs']]
    const changed: Partial<RpcReceipt>[] = [
      { logs },
      { logs: [{ ...log, topics: [] }, ...logs] },
      { logs: [{ ...log, data: '0x' }, ...logs] },
      { logs: [{ ...log, address: `0x${'11'.repeat(20)}` }, ...logs] },
      { outcome: '0x' },
      { cumulativeGasUsed: receipt.cumulativeGasUsed + 1n },
      { logsBloom: `0x${'00'.repeat(256)}` },
      { type: 1 },
    ]
    for (const other of changed) {
      expect(receiptsRoot(receipts.with(at, { ...receipt, ...other })), Object.keys(other)[0]).not.toBe(
        block['receiptsRoot'],
      )
    }
    expect(receiptsRoot(receipts.toReversed())).not.toBe(block['receiptsRoot'])
    expect(receiptsRoot(receipts.slice(1))).not.toBe(block['receiptsRoot'])
    expect(receiptsRoot(receipts.slice(0, -1))).not.toBe(block['receiptsRoot'])
    expect(receiptsRoot([])).not.toBe(block['receiptsRoot'])
  })

  it('hold the very logs that are given for one contract', async () => {
    const blockHash = block['hash'] as Hex
    const addresses = [...new Set(receipts.flatMap(({ logs }) => logs.map(({ address }) => address)))]
    expect(addresses).toHaveLength(132)
    for (const address of addresses.slice(0, 10)) {
      const given = parseLogs(await chain.request('eth_getLogs', [{ address, blockHash }]), {
        addresses: [address],
        blockHash,
      })
      expect(given.length).toBeGreaterThan(0)
      expect(
        logsOf(receipts, { addresses: [address], blockHash, blockNumber: BigInt(block['number'] as Hex) }),
      ).toEqual(given)
    }
  })
})
