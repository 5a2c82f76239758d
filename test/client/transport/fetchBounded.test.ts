import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import {
  ServerBodyTooLargeError,
  ServerRedirectedError,
  ServerStatusError,
  ServerTimeoutError,
  ServerUnreachableError,
} from '../../../client/transport/errors.ts'
import { type Fetch, fetchBounded, globalFetch } from '../../../client/transport/fetchBounded.ts'
import { freePort } from '../../../tools/support/freePort.ts'
import { startServer, type TestServer } from '../servers.ts'

const LIMITS = { timeoutMs: 5_000, bytesMax: 100_000 }

/** Time limit in tests of the limit alone: long enough for a local request, short enough to wait for. */
const SHORT_MS = 150

describe('fetchBounded', () => {
  const servers: TestServer[] = []
  const serve = async (...args: Parameters<typeof startServer>): Promise<string> => {
    const server = await startServer(...args)
    servers.push(server)
    return server.url
  }
  const get = (url: string, limits: Partial<typeof LIMITS> & { fetch?: Fetch } = {}) =>
    fetchBounded({ fetch: globalFetch, url, server: 'test server', ...LIMITS, ...limits })
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })

  it('fetchBounded returns the body of a 200 answer up to the byte limit', async () => {
    const body = Buffer.alloc(LIMITS.bytesMax, 7)
    const url = await serve((_, response) => void response.end(body))
    expect(Buffer.from(await get(url)).equals(body)).toBe(true)
    await expect(get(url, { bytesMax: LIMITS.bytesMax - 1 })).rejects.toThrow(ServerBodyTooLargeError)
  })

  it('fetchBounded returns no bytes when the body is empty', async () => {
    const url = await serve((_, response) => void response.end())
    expect(await get(url)).toHaveLength(0)
  })

  it('fetchBounded closes the connection when a body exceeds the limit', async () => {
    let sent = 0
    let closed = false
    const url = await serve((_, response) => {
      const chunk = Buffer.alloc(16_384)
      const timer = setInterval(() => {
        sent += chunk.length
        response.write(chunk)
      }, 1)
      response.on('close', () => {
        clearInterval(timer)
        closed = true
      })
    })
    await expect(get(url)).rejects.toThrow(/more than 100000 bytes/)
    for (let i = 0; i < 100 && !closed; i++) await sleep(10)
    expect(closed).toBe(true)
    expect(sent).toBeLessThan(10_000_000)
  })

  it('fetchBounded counts bytes after decompression', async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000))
    expect(bomb.length).toBeLessThan(10_000)
    const url = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip')
      response.end(bomb)
    })
    await expect(get(url)).rejects.toThrow(ServerBodyTooLargeError)
  })

  it('fetchBounded returns a body that comes byte by byte', async () => {
    const body = Uint8Array.from({ length: 2_000 }, (_, i) => i % 251)
    const url = await serve(async (_, response) => {
      for (const byte of body) {
        response.write(Uint8Array.of(byte))
        await new Promise(setImmediate)
      }
      response.end()
    })
    expect(await get(url, { bytesMax: body.length })).toEqual(body)
    await expect(get(url, { bytesMax: body.length - 1 })).rejects.toThrow(ServerBodyTooLargeError)
  })

  it('fetchBounded copies each chunk before it asks for the next one', async () => {
    const CHUNKS = 50_000
    const chunk = new Uint8Array(1)
    let given = 0
    const stream = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          if (given === CHUNKS) return controller.close()
          chunk[0] = given++ % 251
          controller.enqueue(chunk)
        },
      },
      { highWaterMark: 0 },
    )
    const body = await get('http://test', { fetch: async () => new Response(stream) })
    expect(body).toHaveLength(CHUNKS)
    expect(body.buffer.byteLength).toBe(CHUNKS)
    expect(body.every((byte, i) => byte === i % 251)).toBe(true)
  })

  it('fetchBounded forbids caches, credentials, referrers and redirects', async () => {
    const asked: RequestInit[] = []
    const recording: Fetch = (url, init) => {
      asked.push(init)
      return globalFetch(url, init)
    }
    const url = await serve((_, response) => void response.end('x'))
    const init: RequestInit = { cache: 'force-cache', credentials: 'include', redirect: 'follow' }
    await fetchBounded({ fetch: recording, url, init, server: 'test server', ...LIMITS })
    const { cache, credentials, redirect, referrerPolicy } = asked[0] as RequestInit
    expect({ cache, credentials, redirect, referrerPolicy }).toEqual({
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
    })
  })

  describe('when a server redirects', () => {
    it.each([301, 302, 303, 307, 308])(
      'fetchBounded asks no other server and tells what to do when the status is %i',
      async (status) => {
        const other = await startServer((_, response) => void response.end('{}'))
        servers.push(other)
        const url = await serve(
          (_, response) => void response.writeHead(status, { location: `${other.url}/secret` }).end(),
        )
        const error = await get(url).catch((caught: unknown) => caught)
        expect(error).toBeInstanceOf(ServerRedirectedError)
        expect(error).toMatchObject({ code: 'SERVER_REDIRECTED', retryable: false })
        expect(String(error)).toBe(
          `ServerRedirectedError: test server answered with a redirect to ${other.url}. Redirects are not followed.\n` +
            'Replace this URL with the final one, in sources, stateRpcs or the urls of trust.',
        )
        expect(other.requests).toEqual([])
      },
    )

    it('fetchBounded omits the target of a redirect when it is not a URL or is missing', async () => {
      for (const headers of [{ location: '/elsewhere' }, { location: 'http://user:word@a.example' }, {}]) {
        const url = await serve((_, response) => void response.writeHead(302, headers).end())
        await expect(get(url)).rejects.toThrow(/answered with a redirect\. Redirects are not followed\./)
      }
    })

    it('fetchBounded refuses a followed redirect, and one that a browser hides', async () => {
      const end = await serve((_, response) => void response.end('{}'))
      const url = await serve((_, response) => void response.writeHead(302, { location: end }).end())
      const follower: Fetch = (asked, init) => globalFetch(asked, { ...init, redirect: 'follow' })
      await expect(get(url, { fetch: follower })).rejects.toThrow(ServerRedirectedError)
      const hidden = Object.defineProperty(Response.error(), 'type', { value: 'opaqueredirect' })
      await expect(get(url, { fetch: async () => hidden })).rejects.toThrow(ServerRedirectedError)
    })
  })

  it('fetchBounded throws ServerTimeoutError when a server never answers', async () => {
    const url = await serve(() => undefined)
    await expect(get(url, { timeoutMs: SHORT_MS })).rejects.toThrow(ServerTimeoutError)
  })

  it('fetchBounded throws ServerTimeoutError when a server sends a byte now and then', async () => {
    const url = await serve((_, response) => {
      const timer = setInterval(() => response.write('x'), 20)
      response.on('close', () => clearInterval(timer))
    })
    // The body never ends: a limit that began anew with each byte would never be reached.
    await expect(get(url, { timeoutMs: SHORT_MS })).rejects.toThrow(ServerTimeoutError)
  })

  it('fetchBounded throws ServerTimeoutError in time when fetch ignores its signal', async () => {
    const deaf: Fetch = () => new Promise(() => undefined)
    await expect(get('http://test', { timeoutMs: SHORT_MS, fetch: deaf })).rejects.toThrow(ServerTimeoutError)
  })

  it.each([204, 206, 304, 400, 404, 500, 503])(
    'fetchBounded throws ServerStatusError when the status is %i',
    async (status) => {
      const url = await serve((_, response) => {
        response.statusCode = status
        response.end()
      })
      await expect(get(url)).rejects.toThrow(expect.objectContaining({ code: 'SERVER_STATUS', status }))
      await expect(get(url)).rejects.toThrow(ServerStatusError)
    },
  )

  it('fetchBounded throws ServerUnreachableError when a server is down or cuts the connection', async () => {
    await expect(get(`http://127.0.0.1:${await freePort()}`)).rejects.toThrow(ServerUnreachableError)
    const cut = await serve((_, response) => {
      response.setHeader('content-length', 1_000)
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(get(cut)).rejects.toThrow(ServerUnreachableError)
  })

  it('fetchBounded names the server in errors, and not the path, which may hold a key', async () => {
    const url = await serve((_, response) => void response.writeHead(500).end())
    const error = await get(`${url}/secret-key`).catch((caught: unknown) => caught)
    expect(String(error)).toContain('test server')
    expect(String(error)).not.toContain('secret-key')
  })
})
