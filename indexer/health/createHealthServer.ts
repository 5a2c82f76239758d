import { createServer } from 'node:http'
import type { Rpc } from '../rpc/createRpc.ts'
import type { SyncStatus } from '../sync/types.ts'
import { readiness } from './readiness.ts'
import { renderMetrics } from './renderMetrics.ts'

/** Longest wait for a request's headers, and for all of it: these answers are small and nobody needs to be slow. */
const REQUEST_TIMEOUT_MS = 5_000
/** Probes and scrapers; more at once are an accident. */
const CONNECTIONS_MAX = 64

export type HealthServer = {
  /** @returns the port it listens on */
  listen(port: number): Promise<number>
  close(): Promise<void>
}

/**
 * `/health`: the process runs (200). `/ready`: its rows may be served (200, else 503 with reasons). `/metrics`:
 * Prometheus text.
 */
export function createHealthServer(args: {
  status: SyncStatus
  rpc: Rpc
  nowMs: () => number
  host?: string
}): HealthServer {
  const { status, rpc, nowMs } = args
  const server = createServer((request, response) => {
    const send = (code: number, type: string, body: string) => {
      response.writeHead(code, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
    }
    const sendJson = (code: number, body: unknown) => send(code, 'application/json', JSON.stringify(body))
    const path = request.url?.split('?', 1)[0]
    if (request.method !== 'GET') return sendJson(405, { code: 'METHOD_NOT_ALLOWED' })
    if (path === '/health') return sendJson(200, { status: 'ok' })
    if (path === '/metrics')
      return send(200, 'text/plain; version=0.0.4', renderMetrics({ status, endpoints: rpc.status(), nowMs: nowMs() }))
    if (path === '/ready') {
      const { isReady, reasons } = readiness(status, nowMs())
      return sendJson(isReady ? 200 : 503, {
        ready: isReady,
        reasons,
        role: status.role,
        state: status.state,
        headNumber: status.headNumber.toString(),
        seenNumber: status.seenNumber.toString(),
        finalizedNumber: status.finalizedNumber.toString(),
        witnesses: status.witnesses,
        listRoot: status.listRoot,
      })
    }
    return sendJson(404, { code: 'NOT_FOUND' })
  })
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.headersTimeout = REQUEST_TIMEOUT_MS
  server.maxConnections = CONNECTIONS_MAX

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, args.host ?? '0.0.0.0', () => {
          server.off('error', reject)
          const address = server.address()
          resolve(address !== null && typeof address === 'object' ? address.port : port)
        })
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
