import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChainClient, createChainClient } from '../../../devnet/chain/chainClient.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'

const RECEIVER = '0x00000000000000000000000000000000000a11ce'

describe('createChainClient', () => {
  let chain: TestChain
  let client: ChainClient

  beforeAll(async () => {
    chain = await startAnvil({})
    client = createChainClient(chain.url)
  })
  afterAll(() => chain?.stop())

  it('sends a quarter more gas than the chain estimates, because time moves on between both', async () => {
    const hash = await client.sendTransaction({ to: RECEIVER, value: 1n })
    const [transaction, receipt] = await Promise.all([
      client.getTransaction({ hash }),
      client.waitForTransactionReceipt({ hash }),
    ])
    expect(receipt.gasUsed).toBe(21_000n)
    expect(transaction.gas).toBe(26_250n)
  })
})
