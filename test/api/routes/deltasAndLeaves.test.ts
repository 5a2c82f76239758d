import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex, type Hex } from '../../../shared/bytes.ts'
import { applyDelta } from '../../../shared/list/applyDelta.ts'
import { decodeDelta } from '../../../shared/list/delta.ts'
import { decodeLeaf, verifyLeaf } from '../../../shared/list/leaf.ts'
import { DELTA_EPOCHS_MAX } from '../../../shared/list/recentEpochs.ts'
import { decodeList, packList } from '../../../shared/list/wire.ts'
import { blockOf, EPOCH_SECONDS, type EpochRow } from '../buildWorld.ts'
import { type Api, startApi } from '../startApi.ts'

const DECODE: Record<string, (bytes: Buffer) => Buffer> = {
  br: (bytes) => brotliDecompressSync(bytes),
  gzip: (bytes) => gunzipSync(bytes),
}

let api: Api
beforeAll(async () => {
  api = await startApi({ count: 800 })
})
afterAll(() => api.stop())

const get = (url: string, headers: Record<string, string> = {}, app = api.app) =>
  app.inject({ method: 'GET', url, headers })
const hex = (bytes: Buffer | null) => bytesToHex(bytes ?? new Uint8Array(32))
const published = () => api.world.epochs.filter(({ status }) => status === 'published')
const due = () => api.world.head.timestamp / BigInt(EPOCH_SECONDS) - 1n
const inUse = () => published().find(({ epoch }) => epoch === due()) as EpochRow
const listOf = (root: Hex) => decodeList(new Uint8Array(api.world.lists.get(root)?.bytes ?? []))
/** Rows of the epochs with lists of their own, oldest first. */
const distinct = () =>
  published().filter(({ root }, i, all) => i === 0 || !all[i - 1]?.root?.equals(root ?? Buffer.alloc(0)))

describe('deltas', () => {
  it('lead from each list to the one of the next epoch, and to the one in use', async () => {
    const to = hex(inUse().root)
    let count = 0
    for (const [i, { epoch, root }] of distinct().entries()) {
      const next = distinct()[i + 1]
      const targets = [
        next === undefined ? undefined : hex(next.root),
        epoch >= due() - DELTA_EPOCHS_MAX ? to : undefined,
      ]
      for (const target of new Set(targets.filter((each) => each !== undefined && each !== hex(root)))) {
        const response = await get(`/v1/lists/${hex(root)}/${target}`)
        expect(response.statusCode).toBe(200)
        expect(response.headers).toMatchObject({
          'content-type': 'application/vnd.muster.delta.v2',
          'cache-control': 'public, max-age=31536000, immutable',
          'access-control-allow-origin': '*',
          vary: 'Accept-Encoding',
        })
        const delta = decodeDelta(new Uint8Array(response.rawPayload))
        const result = applyDelta({ root: hex(root), list: listOf(hex(root)) }, delta)
        expect(bytesToHex(result.bytes)).toBe(bytesToHex(listOf(target as Hex).bytes))
        count++
      }
    }
    expect(count).toBeGreaterThan(6)
  })

  it('come compressed, with a strong tag for each encoding, and 304 to who has them', async () => {
    const [from, to] = distinct().slice(-2)
    const url = `/v1/lists/${hex(from?.root ?? null)}/${hex(to?.root ?? null)}`
    const plain = (await get(url)).rawPayload
    const tags = new Set<string>()
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await get(url, { 'accept-encoding': encoding })
      const { etag } = response.headers
      tags.add(String(etag))
      expect((DECODE[encoding]?.(response.rawPayload) ?? response.rawPayload).equals(plain)).toBe(true)
      expect((await get(url, { 'accept-encoding': encoding, 'if-none-match': String(etag) })).statusCode).toBe(304)
    }
    expect(tags.size).toBe(3)
  })

  it('are made once, and kept by who made them', async () => {
    const { owner } = api
    const [from, to] = distinct().slice(-2)
    const url = `/v1/lists/${hex(from?.root ?? null)}/${hex(to?.root ?? null)}`
    const [keeping, other] = [api.another(), api.another()]
    const first = await get(url, {}, keeping)
    expect(first.statusCode).toBe(200)
    const epochs = published().map(({ epoch }) => epoch.toString())
    await owner`update muster.epochs set published_at = null, status = 'captured' where epoch = any(${epochs}::bigint[])`
    try {
      expect((await get(url, {}, keeping)).rawPayload.equals(first.rawPayload)).toBe(true)
      expect((await get(url, {}, other)).statusCode).toBe(404)
    } finally {
      await owner`update muster.epochs set published_at = now(), status = 'published' where epoch = any(${epochs}::bigint[])`
    }
  })

  it('that would be no shorter than the list are not served, and that is found out once', async () => {
    const { owner } = api
    const [before, after] = distinct().slice(-2) as [EpochRow, EpochRow]
    const url = `/v1/lists/${hex(before.root)}/${hex(after.root)}`
    const { bytes } = api.world.lists.get(hex(after.root)) as { bytes: Buffer }
    const list = listOf(hex(after.root))
    const { chainId, registry, depth } = list
    const [leafIndex = 0] = list.leafIndexes
    const ofOne = packList({ chainId, registry, depth, rows: [{ leafIndex, record: list.recordBytes(0) }] })
    const [asking, other] = [api.another(), api.another()]
    await owner`update muster.lists set bytes = ${Buffer.from(ofOne)} where root = ${after.root}`
    try {
      const refused = await get(url, {}, asking)
      expect([refused.statusCode, refused.json().code]).toEqual([404, 'DELTA_UNKNOWN'])
    } finally {
      await owner`update muster.lists set bytes = ${bytes} where root = ${after.root}`
    }
    expect((await get(url, {}, asking)).statusCode).toBe(404)
    expect((await get(url, {}, other)).statusCode).toBe(200)
  })

  it('are not made between other lists: backwards, from one to itself, over several epochs, of lists unknown', async () => {
    const all = distinct()
    const [first, second, third] = all as [EpochRow, EpochRow, EpochRow]
    const latest = hex(inUse().root)
    const unknown = `0x${'ab'.repeat(32)}`
    for (const [from, to] of [
      [hex(second.root), hex(first.root)],
      [hex(first.root), hex(first.root)],
      [hex(first.root), hex(third.root)],
      [unknown, latest],
      [latest, unknown],
    ]) {
      const response = await get(`/v1/lists/${from}/${to}`)
      expect([response.statusCode, response.json().code]).toEqual([404, 'DELTA_UNKNOWN'])
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.json().message).toContain(`/v1/lists/${to}`)
    }
  })

  it('are not made from lists that are too old, which would tell how long a client was away', async () => {
    const { owner, world } = api
    const old = distinct()[0] as EpochRow
    const { epoch_seconds: length, head_timestamp: head } = (
      await owner<
        { epoch_seconds: number; head_timestamp: bigint }[]
      >`select epoch_seconds, head_timestamp from muster.chain`
    )[0] as { epoch_seconds: number; head_timestamp: bigint }
    // Epochs after the last, all with its list, until the first list is one of the last 24 still, and then no more.
    const last = published().at(-1) as EpochRow
    const addUpTo = async (epoch: bigint) => {
      const [{ max }] = (await owner<{ max: bigint }[]>`select max(epoch) from muster.epochs`) as unknown as [
        { max: bigint },
      ]
      for (let number = max + 1n; number <= epoch; number++)
        await owner`
          insert into muster.epochs (epoch, status, anchor_number, anchor_hash, anchor_timestamp, child_number, child_hash,
            list_root, service_node_count, proof, published_at)
          values (${number}, 'published', ${last.anchor}, ${blockOf(last.anchor).hash}, ${blockOf(last.anchor).timestamp},
            ${last.anchor + 1n}, ${blockOf(last.anchor + 1n).hash}, ${last.root}, ${last.count}, ${last.proof}, now())`
      await owner`update muster.chain set head_timestamp = ${(epoch + 1n) * BigInt(length)}`
    }
    const url = `/v1/lists/${hex(old.root)}/${hex(last.root)}`
    try {
      await addUpTo(old.epoch + DELTA_EPOCHS_MAX)
      expect((await get(url, {}, api.another())).statusCode).toBe(200)
      await addUpTo(old.epoch + DELTA_EPOCHS_MAX + 1n)
      expect((await get(url, {}, api.another())).statusCode).toBe(404)
    } finally {
      await owner`delete from muster.epochs where epoch > ${world.epochs.at(-1)?.epoch ?? 0n}`
      await owner`update muster.chain set head_timestamp = ${head}`
    }
  })

  it('are refused under names that are no roots', async () => {
    const root = hex(inUse().root)
    for (const path of [`${root}/latest`, `latest/${root}`, `${root.toUpperCase()}/${root}`, `${root}/${root}00`]) {
      const response = await get(`/v1/lists/${path}`)
      expect([response.statusCode, response.json().code]).toEqual([400, 'LIST_ROOT_INVALID'])
    }
  })
})

describe('single records', () => {
  it('come with what leads to the root, for every leaf of the list in use', async () => {
    const root = hex(inUse().root)
    const list = listOf(root)
    expect(list.count).toBeGreaterThan(100)
    for (const [i, leafIndex] of list.leafIndexes.entries()) {
      const response = await get(`/v1/leaves/${root}/${leafIndex}`)
      expect(response.statusCode).toBe(200)
      expect(response.rawPayload).toHaveLength(196 + 96 * list.depth)
      const proof = decodeLeaf(new Uint8Array(response.rawPayload))
      expect(verifyLeaf(proof, { root, leafIndex })).toEqual(list.record(i))
    }
  })

  it('come with the headers of what never changes, in every encoding', async () => {
    const root = hex(inUse().root)
    const url = `/v1/leaves/${root}/${listOf(root).leafIndexes[0]}`
    const plain = await get(url)
    expect(plain.headers).toMatchObject({
      'content-type': 'application/vnd.muster.leaf.v2',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    })
    for (const encoding of ['br', 'gzip', 'identity']) {
      const response = await get(url, { 'accept-encoding': encoding })
      expect((DECODE[encoding]?.(response.rawPayload) ?? response.rawPayload).equals(plain.rawPayload)).toBe(true)
      const again = { 'accept-encoding': encoding, 'if-none-match': String(response.headers.etag) }
      expect((await get(url, again)).statusCode).toBe(304)
    }
  })

  it('are those of the last epochs; an empty leaf, one beyond the tree and an unknown list are 404', async () => {
    const root = hex(inUse().root)
    const indexes = new Set(listOf(root).leafIndexes)
    const empty = Array.from({ length: 200 }, (_, i) => i).find((index) => !indexes.has(index))
    for (const path of [`${root}/${empty}`, `${root}/4294967295`, `0x${'ab'.repeat(32)}/0`]) {
      const response = await get(`/v1/leaves/${path}`)
      expect([path, response.statusCode, response.json().code]).toEqual([path, 404, 'LEAF_UNKNOWN'])
    }
  })

  it('are refused under names that are no leaf index, or no root', async () => {
    const root = hex(inUse().root)
    for (const name of ['-1', '01', '1.0', '0x1', '4294967296', 'latest', '99999999999'])
      expect((await get(`/v1/leaves/${root}/${name}`)).json().code).toBe('LEAF_INDEX_INVALID')
    expect((await get('/v1/leaves/latest/0')).json().code).toBe('LIST_ROOT_INVALID')
  })
})
