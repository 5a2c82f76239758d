import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EPOCH_SECONDS } from '../buildWorld.ts'
import { type Api, startApi } from '../startApi.ts'

const DECODE: Record<string, (bytes: Buffer) => Buffer> = {
  br: (bytes) => brotliDecompressSync(bytes),
  gzip: (bytes) => gunzipSync(bytes),
}

describe('artifacts', () => {
  let api: Api
  beforeAll(async () => {
    api = await startApi({ count: 120 })
  })
  afterAll(() => api.stop())

  const get = (url: string, headers: Record<string, string> = {}, method: InjectOptions['method'] = 'GET') =>
    api.app.inject({ method, url, headers })
  const someList = () => {
    const [entry] = [...api.world.lists].reverse()
    if (entry === undefined) throw new Error('the world has no list')
    return { url: `/v1/lists/${entry[0]}`, bytes: entry[1].bytes }
  }
  const due = () => api.world.head.timestamp / BigInt(EPOCH_SECONDS) - 1n
  const dueProof = () => api.world.epochs.find(({ epoch }) => epoch === due())?.proof ?? ''

  describe('lists', () => {
    it('are, byte by byte, what their roots stand for', async () => {
      expect(api.world.lists.size).toBeGreaterThan(1)
      for (const [root, { bytes }] of api.world.lists) {
        const response = await get(`/v1/lists/${root}`)
        expect(response.statusCode).toBe(200)
        expect(response.rawPayload.equals(bytes)).toBe(true)
        expect(response.headers).toMatchObject({
          'content-type': 'application/vnd.muster.list.v2',
          'content-length': String(bytes.length),
          'cache-control': 'public, max-age=31536000, immutable',
          vary: 'Accept-Encoding',
          'access-control-allow-origin': '*',
          'x-content-type-options': 'nosniff',
        })
        expect(response.headers['content-encoding']).toBeUndefined()
      }
    })

    it.each(['br', 'gzip'])(
      'come compressed with %s to who takes it, the second time as the first',
      async (encoding) => {
        const { url, bytes } = someList()
        const [first, second] = [
          await get(url, { 'accept-encoding': encoding }),
          await get(url, { 'accept-encoding': encoding }),
        ]
        expect(first.headers['content-encoding']).toBe(encoding)
        expect(first.rawPayload.length).toBeLessThan(bytes.length)
        expect(DECODE[encoding]?.(first.rawPayload).equals(bytes)).toBe(true)
        expect(second.rawPayload.equals(first.rawPayload)).toBe(true)
        expect(first.headers['content-length']).toBe(String(first.rawPayload.length))
      },
    )

    it('have a strong tag of their own for each encoding, and answer 304 to it', async () => {
      const { url } = someList()
      const tags = new Set<string>()
      for (const encoding of ['br', 'gzip', 'identity']) {
        const { headers } = await get(url, { 'accept-encoding': encoding })
        const etag = String(headers.etag)
        expect(etag).toMatch(/^"[\w-]{22}"$/)
        tags.add(etag)
        for (const seen of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
          const response = await get(url, { 'accept-encoding': encoding, 'if-none-match': seen })
          expect(response.statusCode).toBe(304)
          expect(response.rawPayload).toHaveLength(0)
          expect(response.headers).toMatchObject({
            etag,
            vary: 'Accept-Encoding',
            'cache-control': headers['cache-control'],
          })
        }
        expect((await get(url, { 'accept-encoding': encoding, 'if-none-match': '"other"' })).statusCode).toBe(200)
      }
      expect(tags.size).toBe(3)
    })

    it('come in parts, which together are the whole', async () => {
      const { url, bytes } = someList()
      const parts: Buffer[] = []
      for (let start = 0; start < bytes.length; start += 1_000) {
        const response = await get(url, { range: `bytes=${start}-${start + 999}` })
        expect(response.statusCode).toBe(206)
        const end = Math.min(start + 999, bytes.length - 1)
        expect(response.headers['content-range']).toBe(`bytes ${start}-${end}/${bytes.length}`)
        parts.push(response.rawPayload)
      }
      expect(Buffer.concat(parts).equals(bytes)).toBe(true)
      expect((await get(url)).headers['accept-ranges']).toBe('bytes')
    })

    it('come whole where a part is not to be had: encoded, changed since, several parts', async () => {
      const { url, bytes } = someList()
      const { headers } = await get(url)
      expect((await get(url, { range: 'bytes=0-9', 'if-range': String(headers.etag) })).statusCode).toBe(206)
      expect((await get(url, { range: 'bytes=0-9', 'if-range': '"other"' })).rawPayload).toHaveLength(bytes.length)
      expect((await get(url, { range: 'bytes=0-9', 'accept-encoding': 'br' })).statusCode).toBe(200)
      expect((await get(url, { range: 'bytes=0-9,20-29' })).rawPayload).toHaveLength(bytes.length)
    })

    it('say how long they are where a part beyond the end is asked for', async () => {
      const { url, bytes } = someList()
      const response = await get(url, { range: `bytes=${bytes.length}-` })
      expect(response.statusCode).toBe(416)
      expect(response.headers['content-range']).toBe(`bytes */${bytes.length}`)
      expect(response.json().code).toBe('RANGE_NOT_SATISFIABLE')
      expect(response.headers['etag']).toBeUndefined()
    })

    it('answer HEAD with the headers of GET', async () => {
      const { url, bytes } = someList()
      const [head, whole] = [await get(url, {}, 'HEAD'), await get(url)]
      expect(head.rawPayload).toHaveLength(0)
      expect({ ...head.headers, date: '' }).toEqual({ ...whole.headers, date: '' })
      expect(head.headers['content-length']).toBe(String(bytes.length))
    })

    it('are refused under names that are no roots, and unknown under roots that are not held', async () => {
      const unknown = await get(`/v1/lists/0x${'ab'.repeat(32)}`)
      expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'LIST_UNKNOWN'])
      expect(unknown.headers['cache-control']).toBe('no-store')
      const root = [...api.world.lists.keys()][0] ?? ''
      for (const name of [root.slice(2), root.toUpperCase(), `${root}00`, root.slice(0, -2), '0x', 'latest', '%00']) {
        const response = await get(`/v1/lists/${name}`)
        expect([response.statusCode, response.json().code]).toEqual([400, 'LIST_ROOT_INVALID'])
      }
    })

    it('are not sent to who refuses every encoding', async () => {
      const response = await get(someList().url, { 'accept-encoding': 'identity;q=0' })
      expect([response.statusCode, response.json().code]).toEqual([406, 'NOT_ACCEPTABLE'])
    })
  })

  describe('epochs', () => {
    it('are the proofs as they were stored, in every encoding', async () => {
      for (const { epoch, proof, status } of api.world.epochs) {
        if (status !== 'published') continue
        const plain = await get(`/v1/epochs/${epoch}`)
        expect(plain.body).toBe(proof)
        expect(plain.headers).toMatchObject({
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'public, max-age=60',
          vary: 'Accept-Encoding',
          'access-control-allow-origin': '*',
        })
        for (const [encoding, decode] of Object.entries(DECODE)) {
          const response = await get(`/v1/epochs/${epoch}`, { 'accept-encoding': encoding })
          expect(response.headers['content-encoding']).toBe(encoding)
          expect(decode(response.rawPayload).toString()).toBe(proof)
          const again = { 'accept-encoding': encoding, 'if-none-match': String(response.headers.etag) }
          expect((await get(`/v1/epochs/${epoch}`, again)).statusCode).toBe(304)
        }
      }
    })

    it('latest is the one in use, kept shortly', async () => {
      const response = await get('/v1/epochs/latest')
      expect(response.body).toBe(dueProof())
      expect(response.headers['cache-control']).toBe('public, max-age=10')
      expect((await get('/v1/epochs/latest', {}, 'HEAD')).headers.etag).toBe(response.headers.etag)
    })

    it('that were missed are 404 with the reason', async () => {
      const missed = api.world.epochs.find(({ status }) => status === 'missed')
      const response = await get(`/v1/epochs/${missed?.epoch}`)
      expect(response.statusCode).toBe(404)
      expect(response.json()).toEqual({
        code: 'EPOCH_MISSED',
        epoch: String(missed?.epoch),
        proof: null,
        reason: missed?.reason,
      })
    })

    it('that never were are 404, and what is no number 400', async () => {
      for (const epoch of ['0', '1', '999999999999999999']) {
        const response = await get(`/v1/epochs/${epoch}`)
        expect([response.statusCode, response.json().code]).toEqual([404, 'EPOCH_UNKNOWN'])
      }
      for (const epoch of ['-1', '01', '0x1', '1.0', 'LATEST', '9999999999999999999', '1 ']) {
        const response = await get(`/v1/epochs/${encodeURIComponent(epoch)}`)
        expect([response.statusCode, response.json().code]).toEqual([400, 'EPOCH_INVALID'])
      }
    })

    it('change with the database at once, though answers are kept', async () => {
      const { owner } = api
      expect((await get('/v1/epochs/latest')).body).toBe(dueProof())
      await owner`update muster.epochs set published_at = null, status = 'captured' where epoch = ${due()}`
      expect((await get('/v1/epochs/latest')).body).not.toBe(dueProof())
      expect((await get(`/v1/epochs/${due()}`)).statusCode).toBe(404)
      await owner`update muster.epochs set published_at = now(), status = 'published' where epoch = ${due()}`
      expect((await get('/v1/epochs/latest')).body).toBe(dueProof())
    })
  })

  it('can be read by any page, preflight included', async () => {
    const response = await get(
      '/graphql',
      { origin: 'https://example.org', 'access-control-request-method': 'POST' },
      'OPTIONS',
    )
    expect(response.statusCode).toBe(204)
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
      'access-control-allow-headers': 'Accept, Content-Type, If-None-Match, If-Range, Range',
    })
    expect((await get('/v1/lists/x', {}, 'OPTIONS')).statusCode).toBe(204)
  })

  it('have no neighbours: other paths are 404 with a code', async () => {
    for (const url of ['/', '/v1', '/v1/lists', '/v1/epochs/', '/graphiql', '/v1/lists/a/b/c', '/%E0%A4%A']) {
      const response = await get(url)
      expect([400, 404]).toContain(response.statusCode)
      expect(response.json().code).toMatch(/^(ROUTE_UNKNOWN|EPOCH_INVALID|BAD_REQUEST)$/)
      expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
    }
  })
})
