import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import { createRpc, type Rpc } from '../../../indexer/rpc/createRpc.ts'
import { ChainIdMismatchError, RpcBudgetSpentError } from '../../../indexer/rpc/errors.ts'
import type { RpcRequest } from '../../../indexer/rpc/types.ts'
import { freePort } from '../../../tools/support/freePort.ts'
import { type Fault, type FaultyProxy, type RpcCall, startFaultyProxy } from '../../helpers/faultyProxy.ts'

const BLOCK = { number: '0x10', hash: `0x${'11'.repeat(32)}`, parentHash: `0x${'22'.repeat(32)}`, timestamp: '0x65' }
const PROOF = { accountProof: ['0x01'], storageProof: [{ value: '0x0', proof: [] }] }
const NOWHERE = 'http://127.0.0.1:9'
const silence: Fault = () => new Promise<never>(() => {})

/** Answers calls as a small chain does. `name` is the answer to all others. */
const serveAs =
  (name: string): Fault =>
  async (call) => {
    if (call.method === 'eth_chainId') return { result: '0x7' }
    if (call.method === 'eth_getProof') return { result: PROOF }
    return { result: call.method === 'eth_getBlockByNumber' ? BLOCK : name }
  }

const servers: FaultyProxy[] = []
let stopping = new AbortController()
afterEach(async () => {
  stopping.abort(new Error('The test is over.'))
  stopping = new AbortController()
  for (const server of servers.splice(0)) await server.stop()
})

async function serve(fault: Fault, port = 0): Promise<FaultyProxy> {
  const server = await startFaultyProxy(NOWHERE, port)
  server.setFault(fault)
  servers.push(server)
  return server
}

const open = (urls: string[], options: Partial<Parameters<typeof createRpc>[0]> = {}): Rpc =>
  createRpc({ urls, chainId: 7n, log: pino({ level: 'silent' }), signal: stopping.signal, ...options })

const request = (rpc: Rpc, options: Partial<RpcRequest<string>> = {}) =>
  rpc.request({ method: 'eth_call', params: [], parse: String, ...options })

const timed = async <T>(work: Promise<T>): Promise<{ value: T; ms: number }> => {
  const startedAt = performance.now()
  return { value: await work, ms: performance.now() - startedAt }
}

describe('createRpc', () => {
  it('answers within seconds from the second endpoint when the first accepts calls and never answers', async () => {
    const [first, second] = [await serve(serveAs('first')), await serve(serveAs('second'))]
    const rpc = open([first.url, second.url])
    await rpc.start()
    for (let i = 0; i < 6; i++) expect((await request(rpc)).endpoint).toBe(0)
    first.setFault(silence)
    const hedged = await timed(request(rpc))
    expect(hedged.value).toEqual({ value: 'second', endpoint: 1 })
    expect(hedged.ms).toBeLessThan(3_000)
    // From then on no live request goes there first.
    const next = await timed(request(rpc))
    expect(next.value.endpoint).toBe(1)
    expect(next.ms).toBeLessThan(400)
    const calls = first.calls.get('eth_call')
    first.setFault(serveAs('first'))
    await expect.poll(async () => (await request(rpc)).endpoint, { timeout: 10_000, interval: 50 }).toBe(0)
    expect(first.calls.get('eth_call')).toBe((calls ?? 0) + 1)
  })

  it('gives up a request within seconds when only a silent endpoint may answer it and there are others', async () => {
    const [first, second] = [await serve(serveAs('first')), await serve(serveAs('second'))]
    const rpc = open([first.url, second.url])
    await rpc.start()
    first.setFault(silence)
    const startedAt = performance.now()
    await expect(request(rpc, { endpoint: 0 })).rejects.toMatchObject({ code: 'RPC_EXHAUSTED' })
    expect(performance.now() - startedAt).toBeLessThan(6_000)
  })

  it('asks a failed endpoint again only after it has answered a probe', async () => {
    const seen: string[] = []
    const [first, second] = [await serve(serveAs('first')), await serve(serveAs('second'))]
    const rpc = open([first.url, second.url])
    await rpc.start()
    let isDown = true
    first.setFault(async (call, next) => {
      seen.push(call.method)
      return isDown ? { status: 502 } : serveAs('first')(call, next)
    })
    expect((await request(rpc)).endpoint).toBe(1)
    await expect.poll(() => seen.filter((method) => method === 'eth_getBlockByNumber').length).toBeGreaterThan(1)
    expect((await request(rpc)).endpoint).toBe(1)
    expect(seen.filter((method) => method === 'eth_call')).toHaveLength(1)
    isDown = false
    // The failed call has made the method wait too.
    await expect.poll(async () => (await request(rpc)).endpoint, { timeout: 10_000, interval: 50 }).toBe(0)
  })

  it('asks others for a method that an endpoint does not serve, and it first for the rest', async () => {
    const withoutProofs: Fault = async (call, next) =>
      call.method === 'eth_getProof' ? { error: { code: -32_601, message: 'no' } } : serveAs('first')(call, next)
    const [first, second] = [await serve(withoutProofs), await serve(serveAs('second'))]
    const rpc = open([first.url, second.url])
    await rpc.start()
    await expect.poll(() => rpc.status()[0]?.examination?.proofWindow).toBe(0n)
    expect(rpc.order('eth_getProof')).toEqual([1, 0])
    expect(rpc.order('eth_call')).toEqual([0, 1])
    const asked = first.calls.get('eth_getProof')
    expect((await request(rpc, { method: 'eth_getProof' })).endpoint).toBe(1)
    expect(first.calls.get('eth_getProof')).toBe(asked)
  })

  it('keeps an endpoint in its place when it refuses a range of logs for its size', async () => {
    const first = await serve(async (call, next) =>
      call.method === 'eth_getLogs' ? { error: { code: -32_005, message: 'odd words' } } : serveAs('first')(call, next),
    )
    const rpc = open([first.url, (await serve(serveAs('second'))).url])
    await rpc.start()
    first.setFault(async (call, next) =>
      call.method === 'eth_getLogs' ? { status: 418 } : serveAs('first')(call, next),
    )
    const params = [{ fromBlock: '0x1', toBlock: '0x100' }]
    const refused = request(rpc, { method: 'eth_getLogs', params, retryRefused: false })
    await expect(refused).rejects.toMatchObject({ endpoint: 0, kind: 'refused', failure: { endpoint: 0 } })
    expect(rpc.order('eth_getLogs')).toEqual([0, 1])
  })

  it('waits at start for an endpoint, tells why, and refuses one of another chain', async () => {
    const port = await freePort()
    const rpc = open([`http://127.0.0.1:${port}`])
    const reasons: string[] = []
    const started = rpc.start((reason) => reasons.push(reason))
    await expect.poll(() => reasons.length).toBeGreaterThan(0)
    expect(reasons[0]).toMatch(/^eth_chainId failed at endpoint 1/)
    const server = await serve(serveAs('late'), port)
    await started
    expect((await request(rpc)).value).toBe('late')
    await expect(open([server.url], { chainId: 8n }).start()).rejects.toThrow(ChainIdMismatchError)
  })

  it('ends the wait at start with the reason of the signal', async () => {
    const rpc = open([NOWHERE])
    const started = rpc.start()
    const outcome = expect(started).rejects.toThrow()
    await sleep(50)
    stopping.abort(new Error('stopping'))
    await outcome
  })

  it('counts all calls by method, and stops when an endpoint got the most of an hour', async () => {
    const server = await serve(serveAs('one'))
    const rpc = open([server.url], { callsPerHourMax: 40 })
    await rpc.start()
    await expect.poll(() => rpc.status()[0]?.examination).toBeDefined()
    const before = rpc.status()[0]
    await Promise.all([request(rpc), request(rpc)])
    expect(rpc.status()[0]?.calls['eth_call']).toBe(2)
    expect(rpc.status()[0]?.callsLastHour).toBe((before?.callsLastHour ?? 0) + 2)
    const sent = [...server.calls.values()].reduce((sum, count) => sum + count, 0)
    expect(rpc.status()[0]?.callsLastHour).toBe(sent)
    const many = Array.from({ length: 40 }, (_, i) => i)
    const spend = async () => {
      for (const _ of many) await request(rpc)
    }
    await expect(spend()).rejects.toThrow(RpcBudgetSpentError)
    expect(rpc.status()[0]?.callsLastHour).toBe(40)
  })
})

describe('createRpc without batches', () => {
  it('asks call by call when an endpoint leaves batches without an answer', async () => {
    const port = await freePort()
    const bodies: unknown[] = []
    const server = createServer((incoming, response) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcCall | RpcCall[]
        bodies.push(body)
        if (Array.isArray(body)) return
        serveAs('alone')(body, () => Promise.reject(new Error('not here'))).then((answer) =>
          response.end(JSON.stringify({ jsonrpc: '2.0', id: body.id, ...(answer as object) })),
        )
      })
    })
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const rpc = open([`http://127.0.0.1:${port}`], { requestTimeoutMs: 400 })
    await rpc.start()
    await expect.poll(() => rpc.status()[0]?.examination?.batchMax, { timeout: 5_000 }).toBe(1)
    const answers = await Promise.all([request(rpc), request(rpc), request(rpc)])
    expect(answers.map(({ value }) => value)).toEqual(['alone', 'alone', 'alone'])
    expect(bodies.filter(Array.isArray)).toHaveLength(1)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})
