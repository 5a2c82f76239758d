import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../../../shared/bytes.ts'
import { decodeExtensionBlock } from '../../../shared/list/extension/block.ts'
import { decodeExtension } from '../../../shared/list/extension/document.ts'
import { NO_EXTENSION } from '../../../shared/list/record.ts'
import { decodeList } from '../../../shared/list/wire.ts'
import { bytesOf, EPOCH_SECONDS, extensionOf } from '../buildWorld.ts'
import { type Api, startApi } from '../startApi.ts'

const DECODE: Record<string, (bytes: Buffer) => Buffer> = {
  br: (bytes) => brotliDecompressSync(bytes),
  gzip: (bytes) => gunzipSync(bytes),
}

let api: Api
beforeAll(async () => {
  api = await startApi({ count: 400 })
})
afterAll(() => api.stop())

const get = (url: string, headers: Record<string, string> = {}, app = api.app) =>
  app.inject({ method: 'GET', url, headers })
const due = () => api.world.head.timestamp / BigInt(EPOCH_SECONDS) - 1n
const inUse = (): Hex => bytesToHex(api.world.epochs.find(({ epoch }) => epoch === due())?.root ?? new Uint8Array(32))
const listOf = (root: Hex) => decodeList(new Uint8Array(api.world.lists.get(root)?.bytes ?? []))
const codeOf = async (url: string, app = api.app) => {
  const { statusCode, json } = await get(url, {}, app)
  return [statusCode, json().code]
}

/** Runs `work` while the logs of documents, or those of one document, are not canonical. */
async function withoutDocuments(work: () => Promise<void>, hash: Hex | null = null): Promise<void> {
  const { owner } = api
  const some = hash === null ? owner`true` : owner`args ->> 'extensionHash' = ${hash}`
  await owner`update muster.logs set canonical = false where ${some}`
  try {
    await work()
  } finally {
    await owner`update muster.logs set canonical = true`
  }
}

describe('GET /v1/extensions/{root}/{block}', () => {
  it('serves every document of the list in use, each in its block', async () => {
    const root = inUse()
    const list = listOf(root)
    const blocks = 4 ** list.depth / 64
    const served = new Map<number, Uint8Array>()
    for (let block = 0; block < blocks; block++) {
      const response = await get(`/v1/extensions/${root}/${block}`)
      expect(response.statusCode).toBe(200)
      const documents = decodeExtensionBlock(new Uint8Array(response.rawPayload), { list, root, block })
      for (const [leafIndex, document] of documents) served.set(leafIndex, document)
    }
    let count = 0
    list.leafIndexes.forEach((leafIndex, row) => {
      const { nodeId, extensionHash } = list.record(row)
      const document = served.get(leafIndex)
      expect(document !== undefined).toBe(extensionHash !== NO_EXTENSION)
      if (document === undefined) return
      expect(bytesToHex(document)).toBe(bytesToHex(extensionOf(nodeId)))
      expect(decodeExtension(document).kemKey).toBe(bytesToHex(bytesOf(`kem ${nodeId}`, 1_184)))
      count++
    })
    expect(count).toBeGreaterThan(30)
  })

  it('sends the headers of immutable artifacts, a tag for each encoding, and 304 to a client that has the block', async () => {
    const url = `/v1/extensions/${inUse()}/0`
    const plain = await get(url)
    expect(plain.headers).toMatchObject({
      'content-type': 'application/vnd.muster.extensions.v1',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      vary: 'Accept-Encoding',
    })
    const tags = new Set<string>()
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await get(url, { 'accept-encoding': encoding })
      tags.add(String(response.headers.etag))
      expect((DECODE[encoding]?.(response.rawPayload) ?? response.rawPayload).equals(plain.rawPayload)).toBe(true)
      const again = { 'accept-encoding': encoding, 'if-none-match': String(response.headers.etag) }
      expect((await get(url, again)).statusCode).toBe(304)
    }
    expect(tags.size).toBe(3)
    const part = await get(url, { range: 'bytes=0-4' })
    expect([part.statusCode, part.body]).toEqual([206, 'MSTB\u0001'])
    const head = await api.app.inject({ method: 'HEAD', url })
    expect([head.statusCode, head.rawPayload.length]).toEqual([200, 0])
  })

  it('answers 503 when one document of the block is missing, then serves the block when it is held', async () => {
    const root = inUse()
    const list = listOf(root)
    const hashes = Array.from(
      list.leafIndexes,
      (leafIndex, row) => [leafIndex, list.record(row).extensionHash] as const,
    )
    const [leafIndex, hash] = hashes.find((named) => named[1] !== NO_EXTENSION) as (typeof hashes)[number]
    const app = api.another()
    const url = `/v1/extensions/${root}/${Math.floor(leafIndex / 64)}`
    await withoutDocuments(async () => {
      const response = await get(url, {}, app)
      expect([response.statusCode, response.json().code]).toEqual([503, 'EXTENSION_DOCUMENT_MISSING'])
      expect(response.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': '5' })
      expect(response.body).not.toContain(hash)
    }, hash)
    expect((await get(url, {}, app)).statusCode).toBe(200)
  })

  it('serves a block that was served before while its documents are not readable', async () => {
    const url = `/v1/extensions/${inUse()}/0`
    const [keeping, other] = [api.another(), api.another()]
    const first = await get(url, {}, keeping)
    await withoutDocuments(async () => {
      expect((await get(url, {}, keeping)).rawPayload.equals(first.rawPayload)).toBe(true)
      expect(await codeOf(url, other)).toEqual([503, 'EXTENSION_DOCUMENT_MISSING'])
    })
  })

  it('answers 404 when the tree has no such block, or no list of the last epochs has the root', async () => {
    const root = inUse()
    const blocks = 4 ** listOf(root).depth / 64
    expect((await get(`/v1/extensions/${root}/${blocks - 1}`)).statusCode).toBe(200)
    for (const path of [
      `${root}/${blocks}`,
      `${root}/4294967295`,
      `0x${'ab'.repeat(32)}/0`,
      `0x${'00'.repeat(32)}/0`,
    ]) {
      const response = await get(`/v1/extensions/${path}`)
      expect([path, response.statusCode, response.json().code]).toEqual([path, 404, 'EXTENSION_BLOCK_UNKNOWN'])
      expect(response.headers['cache-control']).toBe('no-store')
    }
  })

  it('answers 400 when the block or the root is malformed, and sends no query', async () => {
    const root = inUse()
    for (const name of [
      '-1',
      '01',
      '1.0',
      '1e3',
      '0x1',
      '+1',
      ' 1',
      '4294967296',
      '99999999999',
      'latest',
      "0'--",
      '%00',
      'NaN',
    ])
      expect([name, ...(await codeOf(`/v1/extensions/${root}/${encodeURIComponent(name)}`))]).toEqual([
        name,
        400,
        'EXTENSION_BLOCK_INVALID',
      ])
    for (const name of [
      root.slice(2),
      root.toUpperCase(),
      `${root}00`,
      root.slice(0, -2),
      '0x',
      'latest',
      '%00',
      "0x' or true",
    ])
      expect(await codeOf(`/v1/extensions/${encodeURIComponent(name)}/0`)).toEqual([400, 'LIST_ROOT_INVALID'])
    expect(await codeOf(`/v1/extensions/${root}`)).toEqual([404, 'ROUTE_UNKNOWN'])
    expect(await codeOf(`/v1/extensions/${root}/0/1`)).toEqual([404, 'ROUTE_UNKNOWN'])
  })

  it('finds documents by the index of the logs', async () => {
    const rows = await api.owner.begin(async (sql) => {
      await sql`set local enable_seqscan = off`
      return sql<{ 'QUERY PLAN': string }[]>`
        explain select hash, document from muster_api.extensions where hash in ${sql([Buffer.alloc(32), Buffer.alloc(32, 1)])}`
    })
    expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('logs_extension_hash')
  })
})
