/** A real HTTP server in front of a real endpoint, which can be told to misbehave. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type RpcCall = { method: string; params: unknown[]; id: unknown }
export type RpcAnswer = { result: unknown } | { error: { code: number; message: string; data?: unknown } }

/** An HTTP answer that is not 200. */
export type BrokenExchange = { status: number; body?: string }

/** Decides about one call: passes it on (`next`), changes the answer, or breaks the whole HTTP exchange. */
export type Fault = (call: RpcCall, next: () => Promise<RpcAnswer>) => Promise<RpcAnswer | 'cut' | BrokenExchange>

export type FaultyProxy = {
  readonly url: string
  /** Calls seen so far, by method. */
  readonly calls: Map<string, number>
  setFault(fault: Fault | null): void
  stop(): Promise<void>
}

/** Starts the proxy. @param listenPort its own port. 0 takes a free one */
export async function startFaultyProxy(targetUrl: string, listenPort = 0): Promise<FaultyProxy> {
  let fault: Fault | null = null
  const calls = new Map<string, number>()

  async function forward(call: RpcCall): Promise<RpcAnswer> {
    const response = await fetch(targetUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', ...call }),
    })
    return (await response.json()) as RpcAnswer
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString()) as RpcCall | RpcCall[]
    const answers = await Promise.all(
      (Array.isArray(body) ? body : [body]).map(async (call) => {
        calls.set(call.method, (calls.get(call.method) ?? 0) + 1)
        const answer = fault === null ? await forward(call) : await fault(call, () => forward(call))
        return { call, answer }
      }),
    )
    if (answers.some(({ answer }) => answer === 'cut')) {
      response.socket?.destroy()
      return
    }
    const broken = answers.find(({ answer }) => typeof answer === 'object' && 'status' in answer)?.answer
    if (broken !== undefined && typeof broken === 'object' && 'status' in broken) {
      response.writeHead(broken.status, broken.body === undefined ? {} : { 'content-type': 'application/json' })
      response.end(broken.body)
      return
    }
    const results = answers.map(({ call, answer }) => ({ jsonrpc: '2.0', ...(answer as object), id: call.id }))
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(Array.isArray(body) ? results : results[0]))
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.socket?.destroy())
  })
  // Else a client that slept may send on a connection that is being closed.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(listenPort, '127.0.0.1', resolve))
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    setFault: (next) => {
      fault = next
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
