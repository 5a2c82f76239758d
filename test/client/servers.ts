/** HTTP servers on free ports for client tests: any handler, a mirror of artifacts, and an RPC proxy that may lie. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type TestServer = { readonly url: string; readonly requests: string[]; stop(): Promise<void> }

/** Calls `handle` for each request. `requests` holds the paths, in order. */
export async function startServer(
  handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<TestServer> {
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push(request.url ?? '')
    Promise.resolve(handle(request, response)).catch((error: unknown) => {
      response.statusCode = 500
      response.end(String(error))
    })
  })
  // A client that slept could otherwise send on a connection that is being closed.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Artifacts of a mirror; change them at any time. Epochs by number, the others by the rest of their path. */
export type Artifacts = {
  latest: string | null
  lists: Map<string, Uint8Array>
  epochs?: Map<string, string>
  deltas?: Map<string, Uint8Array>
  leaves?: Map<string, Uint8Array>
  extensions?: Map<string, Uint8Array>
}

export function startMirror(artifacts: Artifacts): Promise<TestServer> {
  return startServer((request, response) => {
    const [, , collection = '', ...names] = (request.url ?? '').split('/')
    const name = names.join('/')
    const proof = name === 'latest' ? artifacts.latest : artifacts.epochs?.get(name)
    const bytes = {
      lists: artifacts.lists.get(name) ?? artifacts.deltas?.get(name),
      leaves: artifacts.leaves?.get(name),
      extensions: artifacts.extensions?.get(name),
    }
    const found = collection === 'epochs' ? proof : bytes[collection as keyof typeof bytes]
    response.statusCode = found === undefined || found === null ? 404 : 200
    response.end(found ?? '{"code":"NOT_FOUND"}')
  })
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

export type RpcAnswer = Record<string, unknown> & { id?: unknown; result?: unknown }

export type RpcCall = { id: number; method: string; params: unknown[] }

/** Passes calls on to a real chain. `change` may alter the response object, or return a string that replaces its text. */
export function startRpcProxy(
  target: string,
  change: (response: RpcAnswer, call: RpcCall) => unknown,
): Promise<TestServer> {
  return startServer(async (request, response) => {
    const body = await readText(request)
    const answer = await fetch(target, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    const changed = change((await answer.json()) as RpcAnswer, JSON.parse(body) as RpcCall)
    response.setHeader('content-type', 'application/json')
    response.end(typeof changed === 'string' ? changed : JSON.stringify(changed))
  })
}
