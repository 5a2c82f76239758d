import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Exchange, recordExchanges, replayExchanges } from '../../../../cli/lib/watch/exchange.ts'
import { type Fetch, fetchBounded, globalFetch } from '../../../../client/transport/fetchBounded.ts'
import { BaseError } from '../../../../shared/errors/baseError.ts'
import { freePort } from '../../../../tools/support/freePort.ts'
import { startServer, type TestServer } from '../../../client/servers.ts'

const BYTES_MAX = 1_000

describe('recordExchanges and replayExchanges', () => {
  let server: TestServer
  let asked = 0

  beforeAll(async () => {
    server = await startServer(async (request, response) => {
      if (request.url === '/v1/whole') response.end('all of it')
      else if (request.url === '/v1/again') response.end(`answer ${++asked}`)
      else if (request.url === '/v1/long') response.end('x'.repeat(100 * BYTES_MAX))
      else if (request.url === '/v1/moved') response.writeHead(302, { location: '/v1/whole' }).end()
      else if (request.url === '/v1/broken') {
        response.writeHead(200, { 'content-length': '500' })
        response.write('so far')
        setTimeout(() => response.destroy(), 50)
      } else if (request.method === 'POST') response.end('to a question')
      else {
        response.statusCode = 503
        response.end('not now')
      }
    })
  })
  afterAll(() => server?.stop())

  /** The client's view of an answer: its text, or the code of its refusal. */
  const outcome = async (fetch: Fetch, url: string, init: RequestInit = {}): Promise<string> => {
    try {
      const body = await fetchBounded({ fetch, url, init, server: 'it', timeoutMs: 10_000, bytesMax: BYTES_MAX })
      return Buffer.from(body).toString()
    } catch (error) {
      if (error instanceof BaseError) return error.code
      throw error
    }
  }

  /** Asks all of them, live or from a recording. */
  const askAll = async (fetch: Fetch, silent: string): Promise<string[]> => {
    const { url } = server
    const answers = []
    for (const path of ['whole', 'again', 'again', 'long', 'broken', 'refused'])
      answers.push(await outcome(fetch, `${url}/v1/${path}`))
    answers.push(await outcome(fetch, `${url}/secret-key`, { method: 'POST', body: '{"id":1}' }))
    answers.push(await outcome(fetch, `${silent}/v1/whole`))
    answers.push(await outcome(fetch, `${url}/v1/moved`))
    return answers
  }

  it('replayExchanges gives the same answers in order when they were whole, broken off, too long, refused or redirected', async () => {
    const silent = `http://127.0.0.1:${await freePort()}`
    const recorder = recordExchanges(globalFetch)
    const live = await askAll(recorder.fetch, silent)
    expect(live).toEqual([
      'all of it',
      'answer 1',
      'answer 2',
      'SERVER_BODY_TOO_LARGE',
      'SERVER_UNREACHABLE',
      'SERVER_STATUS',
      'to a question',
      'SERVER_UNREACHABLE',
      'SERVER_REDIRECTED',
    ])
    expect(await askAll(replayExchanges(recorder.exchanges()), silent)).toEqual(live)
  })

  it('recordExchanges keeps the bytes and only the origin when a URL may hold a secret', async () => {
    const recorder = recordExchanges(globalFetch)
    await askAll(recorder.fetch, `http://127.0.0.1:${await freePort()}`)
    const exchanges: Exchange[] = recorder.exchanges()
    const texts = exchanges.map(({ body }) => Buffer.from(body).toString())
    expect([texts[0], texts[1], texts[4], texts[6]]).toEqual(['all of it', 'answer 3', 'so far', 'to a question'])
    expect(texts[3]?.length).toBeGreaterThan(BYTES_MAX)
    expect(JSON.stringify(exchanges.map(({ body: _, ...rest }) => rest))).not.toContain('secret')
  })

  it('replayExchanges fails when a question was not recorded', async () => {
    const { url } = server
    const recorder = recordExchanges(globalFetch)
    await outcome(recorder.fetch, `${url}/v1/whole`)
    const replay = replayExchanges(recorder.exchanges())
    expect(await outcome(replay, `${url}/v1/again`)).toBe('SERVER_UNREACHABLE')
    expect(await outcome(replay, `${url}/v1/whole`)).toBe('all of it')
    expect(await outcome(replay, `${url}/v1/whole`)).toBe('SERVER_UNREACHABLE')
  })
})
