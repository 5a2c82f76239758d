import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createEndpoint, type EndpointOptions, type RpcEndpoint } from '../../../shared/rpc/createEndpoint.ts'
import { RpcCallFailedError } from '../../../shared/rpc/errors.ts'

type Call = { id: number; method: string; params: unknown[] }
type Answer = { status?: number; body: string } | 'silence' | 'cut'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** A real HTTP server that answers by `answer`; gives the bodies it saw and an endpoint on it. */
const serve = async (
  answer: (body: Call | Call[], headers: Record<string, unknown>) => Answer,
  options: Partial<EndpointOptions> & { credentials?: string } = {},
): Promise<{ bodies: (Call | Call[])[]; endpoint: RpcEndpoint; origin: string }> => {
  const bodies: (Call | Call[])[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Call | Call[]
      bodies.push(body)
      const given = answer(body, request.headers)
      if (given === 'cut') response.socket?.destroy()
      else if (given !== 'silence') response.writeHead(given.status ?? 200).end(given.body)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { credentials = '', ...rest } = options
  const endpoint = createEndpoint({
    url: `http://${credentials}127.0.0.1:${port}/v2/SECRET`,
    fetch: (url, init) => fetch(url, init),
    timeoutMs: 5_000,
    ...rest,
  })
  return { bodies, endpoint, origin: `http://127.0.0.1:${port}` }
}

const resultOf = ({ id, method }: Call) => ({ jsonrpc: '2.0', id, result: `of ${method}` })
const answerAll = (body: Call | Call[]): Answer => ({
  body: JSON.stringify(Array.isArray(body) ? body.map(resultOf).reverse() : resultOf(body)),
})
const ask = (endpoint: RpcEndpoint, ...methods: string[]) =>
  Promise.allSettled(methods.map((method) => endpoint.request({ method, params: [] })))

describe('createEndpoint', () => {
  it('sends a single call as an object and calls of one moment as a batch', async () => {
    const { endpoint, bodies } = await serve(answerAll)
    expect(await endpoint.request({ method: 'a', params: [1] })).toBe('of a')
    const outcomes = await ask(endpoint, 'b', 'c')
    expect(outcomes.map((outcome) => outcome.status === 'fulfilled' && outcome.value)).toEqual(['of b', 'of c'])
    expect(bodies[0]).toMatchObject({ jsonrpc: '2.0', method: 'a', params: [1] })
    expect(bodies[1]).toHaveLength(2)
    expect(bodies).toHaveLength(2)
  })

  it.each([
    ['an error', { body: '{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"batches are off"}}' }],
    ['an error in an array', { body: '[{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"no"}}]' }],
    ['HTTP status 400', { status: 400, body: 'batches are off' }],
    ['HTTP status 405', { status: 405, body: '' }],
  ])('sends calls one by one from then on when batches are refused with %s', async (_, refusal) => {
    const { endpoint, bodies } = await serve((body) => (Array.isArray(body) ? refusal : answerAll(body)))
    const first = await ask(endpoint, 'a', 'b')
    expect(first.every(({ status }) => status === 'fulfilled')).toBe(true)
    expect(bodies).toHaveLength(3)
    await ask(endpoint, 'c', 'd')
    expect(bodies.slice(3).every((body) => !Array.isArray(body))).toBe(true)
  })

  it('fails one call of a batch when the endpoint refuses only that one, and sends batches again', async () => {
    const tooMuch = { status: 413, body: '' }
    const isLarge = (body: Call | Call[]) => [body].flat().some(({ method }) => method === 'large')
    const { endpoint, bodies } = await serve((body) => (isLarge(body) ? tooMuch : answerAll(body)))
    const [large, small] = await ask(endpoint, 'large', 'small')
    expect(large).toMatchObject({ status: 'rejected', reason: { failure: { kind: 'refused' } } })
    expect(small).toMatchObject({ status: 'fulfilled' })
    bodies.length = 0
    await ask(endpoint, 'a', 'b')
    expect(bodies).toHaveLength(1)
  })

  it('names the origin and the reason, and never the URL, when a call fails', async () => {
    const { endpoint, origin } = await serve(({ id }: Call | (Call[] & { id?: number })) => ({
      status: 413,
      body: JSON.stringify({ id, error: { code: -32614, message: 'eth_getLogs is limited to a 10,000 range' } }),
    }))
    const failed = endpoint.request({ method: 'eth_getLogs', params: [] })
    await expect(failed).rejects.toThrow(RpcCallFailedError)
    await expect(failed).rejects.toMatchObject({
      message: `eth_getLogs failed at ${origin}: eth_getLogs is limited to a 10,000 range`,
      failure: { kind: 'refused', blocksSuggested: 10_000n },
    })
  })

  it.each([
    ['connection', 'cut' as const],
    ['busy', { status: 429, body: '' }],
    ['authorisation', { status: 401, body: '' }],
    ['refused', { status: 500, body: '<html>' }],
    ['refused', { body: 'not JSON' }],
    ['refused', { body: '{}' }],
    ['refused', { body: `"${'x'.repeat(10_485_761)}"` }],
  ])('judges each call of a batch %s when the answer is broken', async (kind, answer) => {
    const { endpoint } = await serve(() => answer)
    for (const outcome of await ask(endpoint, 'a', 'b')) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { failure: { kind } } })
    }
  })

  it('gives up after the time limit when an endpoint is silent', async () => {
    const { endpoint } = await serve(() => 'silence', { timeoutMs: 100 })
    const failed = endpoint.request({ method: 'a', params: [] })
    await expect(failed).rejects.toMatchObject({ failure: { kind: 'refused', isTimeout: true } })
  })

  it('rejects with the reason of the signal when it is aborted', async () => {
    const stopping = new AbortController()
    const { endpoint, bodies } = await serve(() => 'silence', { signal: stopping.signal })
    const pending = endpoint.request({ method: 'a', params: [] })
    const outcome = expect(pending).rejects.toThrow('stopping now')
    await expect.poll(() => bodies).toHaveLength(1)
    stopping.abort(new Error('stopping now'))
    await outcome
    await expect(endpoint.request({ method: 'b', params: [] })).rejects.toThrow('stopping now')
  })

  it('sends user and password of a URL as basic authentication', async () => {
    const seen: unknown[] = []
    const { endpoint, origin } = await serve(
      (body, headers) => {
        seen.push(headers['authorization'])
        return answerAll(body)
      },
      { credentials: 'me:p%40ss@' },
    )
    await endpoint.request({ method: 'a', params: [] })
    expect(seen).toEqual([`Basic ${btoa('me:p@ss')}`])
    expect(endpoint.origin).toBe(origin)
  })

  it('halves batches until they are taken, keeps that for a day, and then tries the most again', async () => {
    let now = 0
    const taken = 10
    const { endpoint, bodies } = await serve(
      (body) => (Array.isArray(body) && body.length > taken ? { status: 500, body: '' } : answerAll(body)),
      { nowMs: () => now },
    )
    const sizes = () => bodies.splice(0).flatMap((body) => (Array.isArray(body) ? [body.length] : []))
    const askMany = () => ask(endpoint, ...Array.from({ length: 24 }, (_, i) => `m${i}`))
    const rounds: number[][] = []
    for (let round = 0; round < 3; round++) {
      expect((await askMany()).every(({ status }) => status === 'fulfilled')).toBe(true)
      rounds.push(sizes())
    }
    expect(rounds).toEqual([[24], [12, 12], [6, 6, 6, 6]])
    expect(endpoint.batchMax()).toBe(6)
    now = 86_400_001
    expect(endpoint.batchMax()).toBe(100)
  })

  it('sends one call alone and no more when a batch and that call fail at a broken server', async () => {
    const sent: string[] = []
    const { endpoint, bodies } = await serve(() => ({ status: 502, body: '' }), {
      onSent: (method) => sent.push(method),
    })
    const outcomes = await ask(endpoint, 'a', 'b', 'c')
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
    expect(bodies).toHaveLength(2)
    expect(sent).toEqual(['a', 'b', 'c', 'a'])
    expect(endpoint.batchMax()).toBe(100)
  })

  it('judges a refused range a matter of its size when the endpoint has answered with the same key', async () => {
    const { endpoint } = await serve((body) =>
      Array.isArray(body) || body.method !== 'eth_getLogs' ? answerAll(body) : { status: 403, body: '' },
    )
    const range = { method: 'eth_getLogs', params: [{ fromBlock: '0x1', toBlock: '0x9' }] }
    await expect(endpoint.request(range)).rejects.toMatchObject({ failure: { kind: 'authorisation' } })
    await endpoint.request({ method: 'eth_chainId', params: [] })
    await expect(endpoint.request(range)).rejects.toMatchObject({ failure: { kind: 'refused' } })
    const block = { method: 'eth_getLogs', params: [{ fromBlock: '0x1', toBlock: '0x1' }] }
    await expect(endpoint.request(block)).rejects.toMatchObject({ failure: { kind: 'authorisation' } })
  })
})
