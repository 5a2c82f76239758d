import { afterEach, describe, expect, it } from 'vitest'
import { globalFetch } from '../../client/fetchBounded.ts'
import { createRpcProvider } from '../../client/rpcProvider.ts'
import { rpcQuorum } from '../../client/rpcQuorum.ts'
import { startServer, type TestServer } from './servers.ts'

const CHAIN_ID = 31_337n
const HASH = `0x${'66'.repeat(32)}` as const

/** Bytes of an answer that says the chain's id, at most. */
const CHAIN_ID_BODY_BYTES_MAX = 4_096

describe('a provider', () => {
  const servers: TestServer[] = []
  const started = async (server: Promise<TestServer>): Promise<TestServer> => {
    servers.push(await server)
    return server
  }
  /** Answers with the chain's id and with one block, in so many bytes where that is said. */
  const serve = (bytes: { chainId?: number; block?: number } = {}) =>
    started(
      startServer(async (request, response) => {
        let text = ''
        for await (const chunk of request) text += String(chunk)
        const { id, method } = JSON.parse(text) as { id: number; method: string }
        const isChainId = method === 'eth_chainId'
        const result = isChainId ? `0x${CHAIN_ID.toString(16)}` : { number: '0x2', hash: HASH, timestamp: '0x1' }
        const answer = JSON.stringify({ jsonrpc: '2.0', id, result })
        response.end(answer.padEnd((isChainId ? bytes.chainId : bytes.block) ?? 0))
      }),
    )
  const provider = async (server: Promise<TestServer>) =>
    createRpcProvider({ url: (await server).url, fetch: globalFetch })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })

  it('has few bytes to say which chain it is of, and many for a block', async () => {
    const good = await provider(serve({ chainId: CHAIN_ID_BODY_BYTES_MAX, block: 1_000_000 }))
    await good.checkChain(CHAIN_ID)
    expect((await good.latestBlock()).hash).toBe(HASH)
    const long = await provider(serve({ chainId: CHAIN_ID_BODY_BYTES_MAX + 1 }))
    await expect(long.checkChain(CHAIN_ID)).rejects.toThrow(/sent more than 4096 bytes/)
  })

  it('has one vote, with or without the dot at the end of its name', () => {
    const urls = ['https://a.example', 'https://a.example./rpc']
    expect(() => rpcQuorum({ urls, k: 2 })).toThrow(expect.objectContaining({ code: 'CLIENT_CONFIG' }))
  })
})
