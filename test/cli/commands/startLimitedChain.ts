import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { startFaultyProxy } from '../../helpers/faultyProxy.ts'

/** Widest range of blocks of one request for logs, as some free plans have it. */
export const LOG_BLOCKS_MAX = 10n

/** Starts anvil behind an endpoint that refuses logs of more than `LOG_BLOCKS_MAX` blocks. */
export const startLimitedChain = async (options: { initialTimestamp: number }): Promise<TestChain> => {
  const chain = await startAnvil(options)
  const proxy = await startFaultyProxy(chain.url)
  proxy.setFault(async (call, next) => {
    if (call.method !== 'eth_getLogs') return next()
    const [filter] = call.params as [{ fromBlock: string; toBlock: string }]
    if (BigInt(filter.toBlock) - BigInt(filter.fromBlock) < LOG_BLOCKS_MAX) return next()
    return { error: { code: -32_600, message: 'block range is too wide' } }
  })
  return {
    ...chain,
    url: proxy.url,
    stop: async () => {
      await proxy.stop()
      await chain.stop()
    },
  }
}
