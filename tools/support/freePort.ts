import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that Linux, macOS and Windows give to `listen(0)` and to outgoing connections: neither takes one of these. */
const PORT_MIN = 20_000
const PORT_MAX = 32_000
const TRIES_MAX = 200

const given = new Set<number>()

/**
 * Returns a TCP port of 127.0.0.1 that was free a moment ago. Each call returns another one. A program that asks for
 * that very number may take it first, so be ready to retry. @throws when no port is free
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const port = randomInt(PORT_MIN, PORT_MAX)
    if (given.has(port)) continue
    if (await isFree(port)) {
      given.add(port)
      return port
    }
  }
  throw new Error(`No port of 127.0.0.1 from ${PORT_MIN} to ${PORT_MAX - 1} is free, of ${TRIES_MAX} tried.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
