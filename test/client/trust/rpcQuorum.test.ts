import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  BlockNotFinalError,
  ClientConfigError,
  ProvidersDisagreeError,
  ProviderTimesDifferError,
  RpcChainMismatchError,
  RpcRefusedError,
  RpcResponseInvalidError,
  rpcQuorum,
  ServerRedirectedError,
  ServerStatusError,
  ServerUnreachableError,
  TrustQuorumError,
} from '../../../client/index.ts'
import type { Hex } from '../../../shared/bytes.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { freePort } from '../../../tools/support/freePort.ts'
import { type RpcAnswer, type RpcCall, startRpcProxy, startServer, type TestServer } from '../servers.ts'

const LIE: Hex = `0x${'66'.repeat(32)}`
const OTHER_LIE: Hex = `0x${'99'.repeat(32)}`

type Change = (response: RpcAnswer, call: RpcCall) => unknown
type Block = Record<string, unknown>

describe('rpcQuorum', () => {
  let chain: TestChain
  let context: { chainId: bigint }
  let hash: Hex
  const servers: TestServer[] = []
  const proxy = async (change: Change = (response) => response): Promise<string> => {
    const server = await startRpcProxy(chain.url, change)
    servers.push(server)
    return server.url
  }
  /** Changes only the block asked for by number. */
  const withBlock =
    (change: (block: Block) => unknown): Change =>
    (response, { params }) =>
      params[0] === '0x2' ? { ...response, result: change(response.result as Block) } : response
  const liar = (lie: Hex) => proxy(withBlock((block) => ({ ...block, hash: lie })))
  const dead = async () => `http://127.0.0.1:${await freePort()}`

  beforeAll(async () => {
    chain = await startHardhatChain()
    await chain.mine(4)
    context = { chainId: BigInt(chain.chainId) }
    hash = (await chain.request<{ hash: Hex }>('eth_getBlockByNumber', ['0x2', false])).hash
  })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })
  afterAll(() => chain.stop())

  it('rpcQuorum returns the hash that all providers name', async () => {
    const trust = rpcQuorum({ urls: [await proxy(), await proxy(), chain.url], k: 3 })
    expect(await trust.blockHash(2n, context)).toBe(hash)
    expect(await trust.latest(context)).toMatchObject({ number: 4n })
  })

  it('rpcQuorum returns the hash of 2 of 3 and calls onDissent about the third', async () => {
    const onDissent = vi.fn()
    const lying = await liar(LIE)
    const trust = rpcQuorum({ urls: [lying, await proxy(), await proxy()], k: 2, onDissent })
    expect(await trust.blockHash(2n, context)).toBe(hash)
    expect(onDissent).toHaveBeenCalledOnce()
    expect(onDissent.mock.calls[0]?.[0].answers).toContainEqual({ provider: lying, hash: LIE })
  })

  it('rpcQuorum returns the hash of 2 of 3 without onDissent when the third is down', async () => {
    const onDissent = vi.fn()
    const trust = rpcQuorum({ urls: [await dead(), await proxy(), await proxy()], k: 2, onDissent })
    expect(await trust.blockHash(2n, context)).toBe(hash)
    expect(onDissent).not.toHaveBeenCalled()
  })

  it('rpcQuorum names the providers when answers differ and none has enough votes', async () => {
    const urls = [await liar(LIE), await proxy(), await liar(OTHER_LIE)]
    const error = await rpcQuorum({ urls, k: 2 })
      .blockHash(2n, context)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ProvidersDisagreeError)
    const { answers } = error as ProvidersDisagreeError
    expect(Object.fromEntries(answers.map((answer) => [answer.provider, answer.hash]))).toEqual({
      [urls[0] as string]: LIE,
      [urls[1] as string]: hash,
      [urls[2] as string]: OTHER_LIE,
    })
    for (const url of urls) expect(String(error)).toContain(url)
  })

  it('rpcQuorum throws when two hashes have enough votes', async () => {
    const urls = [await liar(LIE), await liar(LIE), await proxy(), await proxy()]
    await expect(rpcQuorum({ urls, k: 2 }).blockHash(2n, context)).rejects.toThrow(ProvidersDisagreeError)
  })

  it('rpcQuorum counts URLs of one origin once', async () => {
    const url = await proxy()
    expect(() => rpcQuorum({ urls: [url, `${url}/other-key`, `${url}?again`], k: 2 })).toThrow(ClientConfigError)
    const lying = await liar(LIE)
    const trust = rpcQuorum({ urls: [lying, `${lying}/a`, `${lying}/b`, url, chain.url], k: 2 })
    expect(await trust.blockHash(2n, context)).toBe(hash)
  })

  it('rpcQuorum throws ClientConfigError when URLs or k are invalid', async () => {
    for (const urls of [[], ['nonsense'], ['ftp://a.example'], ['file:///etc/passwd'], ['']])
      expect(() => rpcQuorum({ urls, k: 1 })).toThrow(ClientConfigError)
    for (const k of [0, -1, 1.5, 2, Number.NaN])
      expect(() => rpcQuorum({ urls: [chain.url], k })).toThrow(ClientConfigError)
    const many = Array.from({ length: 17 }, (_, i) => `http://127.0.0.1:${i + 1}`)
    expect(() => rpcQuorum({ urls: many, k: 2 })).toThrow(ClientConfigError)
  })

  it('rpcQuorum throws until the provider holds the block as final', async () => {
    const anvil = await startAnvil()
    try {
      await anvil.mine(4)
      const trust = rpcQuorum({ urls: [anvil.url], k: 1 })
      const head = await trust.latest(context)
      expect(head?.number).toBe(4n)
      const error = await trust.blockHash(4n, context).catch((caught: unknown) => caught)
      expect(error).toBeInstanceOf(TrustQuorumError)
      expect((error as TrustQuorumError).failures[0]?.error).toBeInstanceOf(BlockNotFinalError)
      expect((error as TrustQuorumError).retryable).toBe(true)
      await anvil.mine(3)
      expect(await trust.blockHash(4n, context)).toMatch(/^0x[0-9a-f]{64}$/)
    } finally {
      await anvil.stop()
    }
  })

  const result =
    (value: unknown): Change =>
    (response) => ({ ...response, result: value })
  const block = (change: (good: Block) => unknown): Change => withBlock(change)
  const FAULTS: readonly (readonly [why: string, change: Change, error: unknown])[] = [
    [
      'another chain id',
      (response, { method }) => (method === 'eth_chainId' ? { ...response, result: '0x1' } : response),
      RpcChainMismatchError,
    ],
    [
      'a JSON-RPC error',
      (response) => ({ jsonrpc: '2.0', id: response.id, error: { code: -32_000, message: 'no\u001b[31m' } }),
      RpcRefusedError,
    ],
    ['an error that is a text', (response) => ({ jsonrpc: '2.0', id: response.id, error: 'no' }), RpcRefusedError],
    ['text that is not JSON', () => '<html>', RpcResponseInvalidError],
    ['a list', () => [], RpcResponseInvalidError],
    ['null', () => 'null', RpcResponseInvalidError],
    ['another id', (response) => ({ ...response, id: 999 }), RpcResponseInvalidError],
    ['no id', ({ id: _id, ...response }) => response, RpcResponseInvalidError],
    ['another version', (response) => ({ ...response, jsonrpc: '1.0' }), RpcResponseInvalidError],
    ['no result', ({ result: _result, ...response }) => response, RpcResponseInvalidError],
    ['a number for a chain id', result(31_337), RpcResponseInvalidError],
    ['a chain id with leading zeros', result('0x07a69'), RpcResponseInvalidError],
    ['a chain id too long', result(`0x1${'0'.repeat(16)}`), RpcResponseInvalidError],
    ['no such block', block(() => null), RpcResponseInvalidError],
    ['a list for a block', block(() => []), RpcResponseInvalidError],
    ['another block', block((good) => ({ ...good, number: '0x3' })), RpcResponseInvalidError],
    ['a block without number', block(({ number: _number, ...good }) => good), RpcResponseInvalidError],
    ['a number for a block number', block((good) => ({ ...good, number: 2 })), RpcResponseInvalidError],
    ['a hash too short', block((good) => ({ ...good, hash: '0x66' })), RpcResponseInvalidError],
    ['an upper-case hash', block((good) => ({ ...good, hash: `0x${'AB'.repeat(32)}` })), RpcResponseInvalidError],
    ['a pending block', block((good) => ({ ...good, hash: null })), RpcResponseInvalidError],
    ['no timestamp', block((good) => ({ ...good, timestamp: undefined })), RpcResponseInvalidError],
    [
      'a body too large',
      (response) => ({ ...response, padding: 'x'.repeat(5_000_000) }),
      expect.objectContaining({ code: 'SERVER_BODY_TOO_LARGE' }),
    ],
  ]
  it.each(FAULTS)('rpcQuorum ignores a provider that answers with %s', async (_why, change, expected) => {
    const faulty = await proxy(change)
    const good = [await proxy(), await proxy()]
    expect(await rpcQuorum({ urls: [faulty, ...good], k: 2 }).blockHash(2n, context)).toBe(hash)
    const error = await rpcQuorum({ urls: [faulty, good[0] as string], k: 2 })
      .blockHash(2n, context)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(TrustQuorumError)
    const { failures } = error as TrustQuorumError
    expect(failures).toHaveLength(1)
    expect(failures[0]?.provider).toBe(faulty)
    if (typeof expected === 'function') expect(failures[0]?.error).toBeInstanceOf(expected)
    else expect(failures[0]?.error).toEqual(expected)
    expect(String(error)).toContain(faulty)
    expect(String(error)).not.toContain('\u001b')
  })

  it('rpcQuorum ignores a provider that is down, broken or redirects', async () => {
    const broken = await startServer((_, response) => void response.writeHead(503).end())
    const passing = await startServer((_, response) => void response.writeHead(307, { location: chain.url }).end())
    servers.push(broken, passing)
    const urls = [await dead(), broken.url, passing.url, chain.url]
    const error = await rpcQuorum({ urls, k: 2 })
      .blockHash(2n, context)
      .catch((caught: unknown) => caught)
    const byProvider = new Map((error as TrustQuorumError).failures.map((failure) => [failure.provider, failure.error]))
    expect(byProvider.get(urls[0] as string)).toBeInstanceOf(ServerUnreachableError)
    expect(byProvider.get(broken.url)).toBeInstanceOf(ServerStatusError)
    expect(byProvider.get(passing.url)).toBeInstanceOf(ServerRedirectedError)
    expect(byProvider.size).toBe(3)
  })

  const latestAt =
    (timestamp: number): Change =>
    (response, { params }) =>
      params[0] === 'latest'
        ? { ...response, result: { ...(response.result as Block), timestamp: `0x${timestamp.toString(16)}` } }
        : response

  it('rpcQuorum returns the newest header that k providers have reached, whatever one liar says', async () => {
    const at = async (...times: number[]) => {
      const urls = await Promise.all(times.map((time) => proxy(latestAt(time))))
      return (await rpcQuorum({ urls, k: 2 }).latest(context))?.timestamp
    }
    expect(await at(1_000, 1_010, 9_999_999_999)).toBe(1_010n)
    expect(await at(1_000, 1_010, 5)).toBe(1_000n)
    expect(await at(1_010, 1_010, 1_010)).toBe(1_010n)
  })

  describe('when fewer than 2k - 1 providers answer', () => {
    const latest = async (k: number, ...times: (number | null)[]) => {
      const urls = await Promise.all(times.map((time) => (time === null ? dead() : proxy(latestAt(time)))))
      return rpcQuorum({ urls, k }).latest(context)
    }
    const YEAR = 365 * 86_400
    const NOW = 1_800_000_000

    it.each([
      ['2 of 3, one of them down', 2, [NOW, NOW - YEAR, null]],
      ['3 of 3', 3, [NOW, NOW, NOW - YEAR]],
      ['2 of 2', 2, [NOW - 301, NOW]],
    ] as const)(
      'rpcQuorum throws ProviderTimesDifferError when the times are minutes apart: %s',
      async (_, k, times) => {
        const error = await latest(k, ...times).catch((caught: unknown) => caught)
        expect(error).toBeInstanceOf(ProviderTimesDifferError)
        const { times: named, failures, retryable } = error as ProviderTimesDifferError
        expect(named.map(({ timestamp }) => timestamp).sort()).toEqual(
          times.flatMap((time) => (time === null ? [] : [BigInt(time)])).sort(),
        )
        expect(failures).toHaveLength(times.filter((time) => time === null).length)
        expect(retryable).toBe(true)
      },
    )

    it('rpcQuorum returns the earlier time when the times are some blocks apart', async () => {
      expect((await latest(2, NOW, NOW - 300, null))?.timestamp).toBe(BigInt(NOW - 300))
      expect((await latest(3, NOW, NOW - 24, NOW - 12))?.timestamp).toBe(BigInt(NOW - 24))
    })

    it('rpcQuorum returns a time that k of 2k - 1 answers reach, however far the others lag', async () => {
      expect((await latest(3, NOW, NOW, NOW, NOW - YEAR, NOW - YEAR))?.timestamp).toBe(BigInt(NOW))
      expect((await latest(1, NOW, NOW - YEAR))?.timestamp).toBe(BigInt(NOW))
    })
  })

  it('rpcQuorum names the providers without an answer when the others disagree', async () => {
    const unreachable = await dead()
    const urls = [await liar(LIE), chain.url, unreachable]
    const error = await rpcQuorum({ urls, k: 2 })
      .blockHash(2n, context)
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ProvidersDisagreeError)
    expect((error as ProvidersDisagreeError).failures.map(({ provider }) => provider)).toEqual([unreachable])
    expect((error as ProvidersDisagreeError).retryable).toBe(true)
  })

  it('rpcQuorum throws TrustQuorumError when fewer than k name a latest header', async () => {
    const trust = rpcQuorum({ urls: [await dead(), chain.url], k: 2 })
    await expect(trust.latest(context)).rejects.toThrow(TrustQuorumError)
  })

  it('rpcQuorum refuses each provider of another chain', async () => {
    const trust = rpcQuorum({ urls: [chain.url], k: 1 })
    await expect(trust.blockHash(2n, { chainId: 1n })).rejects.toThrow(/serves chain 31337; expected chain 1/)
    await expect(trust.latest({ chainId: 1n })).rejects.toThrow(TrustQuorumError)
  })
})
