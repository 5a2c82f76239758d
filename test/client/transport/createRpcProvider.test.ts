import { afterEach, describe, expect, it } from 'vitest'
import { createRpcProvider } from '../../../client/transport/createRpcProvider.ts'
import { globalFetch } from '../../../client/transport/fetchBounded.ts'
import { rpcQuorum } from '../../../client/trust/rpcQuorum.ts'
import { startServer, type TestServer } from '../servers.ts'

const CHAIN_ID = 31_337n
const HASH = `0x${'66'.repeat(32)}` as const

/** Bytes of the longest answer with a chain id. */
const CHAIN_ID_BODY_BYTES_MAX = 4_096

describe('createRpcProvider', () => {
  const servers: TestServer[] = []
  const started = async (server: Promise<TestServer>): Promise<TestServer> => {
    servers.push(await server)
    return server
  }
  /** Answers with the chain id and with one block, padded to the given numbers of bytes. */
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

  it('createRpcProvider takes few bytes for a chain id and many for a block', async () => {
    const good = await provider(serve({ chainId: CHAIN_ID_BODY_BYTES_MAX, block: 1_000_000 }))
    await good.checkChain(CHAIN_ID)
    expect((await good.block('latest')).hash).toBe(HASH)
    const long = await provider(serve({ chainId: CHAIN_ID_BODY_BYTES_MAX + 1 }))
    await expect(long.checkChain(CHAIN_ID)).rejects.toThrow(/sent more than 4096 bytes/)
  })

  it('rpcQuorum counts a host once, with or without the dot at the end of its name', () => {
    const urls = ['https://a.example', 'https://a.example./rpc']
    expect(() => rpcQuorum({ urls, k: 2 })).toThrow(expect.objectContaining({ code: 'CLIENT_CONFIG' }))
  })
})
