import { afterEach, describe, expect, it, vi } from 'vitest'
import { createExtensions, type Extensions } from '../../../client/list/createExtensions.ts'
import { ExtensionsRefusedError } from '../../../client/list/errors.ts'
import type { HeldList } from '../../../client/list/nodeList.ts'
import { createSource } from '../../../client/transport/createSource.ts'
import { type Fetch, globalFetch } from '../../../client/transport/fetchBounded.ts'
import { bytesToHex, concat, type Hex } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { EXTENSION_BLOCK_BYTES_MAX, encodeExtensionBlock } from '../../../shared/list/extension/block.ts'
import { encodeExtension } from '../../../shared/list/extension/document.ts'
import { NO_EXTENSION } from '../../../shared/list/record.ts'
import { decodeList, encodeList } from '../../../shared/list/wire.ts'
import { vectorDocument } from '../../../tools/vectors/vectorDocument.ts'
import { vectorRecord } from '../../../tools/vectors/vectorRecords.ts'
import { reported, reporter, silent } from '../liveWorld.ts'
import { startMirror, startServer, type TestServer } from '../servers.ts'

const LIMITS = { countMax: 1_000, depthMax: 5 }
const ENDPOINT = { ip: '45.1.2.3', rpcPort: 443, quicPort: 0, priority: 1 }

/** Documents by leaf index: block 0 has leaves 0 to 3, block 1 has 64 and 65, block 2 has none. */
const DOCUMENTS: Readonly<Record<number, Uint8Array>> = {
  0: encodeExtension(vectorDocument(1)),
  1: encodeExtension({ ...vectorDocument(3), endpoint: ENDPOINT }),
  2: new TextEncoder().encode('not a document'),
  3: encodeExtension({ software: 'inside', endpoint: { ...ENDPOINT, ip: '10.0.0.1' }, unknown: [] }),
  64: encodeExtension(vectorDocument(5)),
  65: encodeExtension({ contact: '', endpoint: { ...ENDPOINT, rpcPort: 0 }, unknown: [] }),
}

function listWith(leafIndexes: readonly number[], documents: Readonly<Record<number, Uint8Array>>, first = 1) {
  const rows = leafIndexes.map((leafIndex, i) => {
    const document = documents[leafIndex]
    const extensionHash = document === undefined ? NO_EXTENSION : bytesToHex(keccak256(document))
    return { leafIndex, record: { ...vectorRecord(first + i), extensionHash } }
  })
  const list = decodeList(encodeList({ chainId: 1n, registry: `0x${'11'.repeat(20)}`, depth: 4, rows }))
  const root = bytesToHex(list.root())
  return {
    list,
    root,
    held: { list, verified: { root } } as HeldList,
    blockOf: (block: number) => {
      const byHash = new Map(Object.values(documents).map((document) => [bytesToHex(keccak256(document)), document]))
      return encodeExtensionBlock({ list, root, block }, (hash: Hex) => byHash.get(hash) ?? null)
    },
  }
}

const LEAVES = [0, 1, 2, 3, 5, 64, 65, 130]
const { held, root, blockOf } = listWith(LEAVES, DOCUMENTS)
const served = () => new Map([0, 1, 2].map((block) => [`${root}/${block}`, blockOf(block)]))

describe('createExtensions', () => {
  const servers: TestServer[] = []
  afterEach(async () => {
    vi.useRealTimers()
    for (const server of servers.splice(0)) await server.stop()
  })
  const mirror = async (extensions = served()) => {
    const server = await startMirror({ latest: null, lists: new Map(), extensions })
    servers.push(server)
    return server
  }
  const create = (urls: readonly string[], fetch: Fetch = globalFetch) => {
    const { onSourceError, failures } = reporter()
    const sources = urls.map((baseUrl) => createSource({ baseUrl, fetch, limits: LIMITS }))
    return { ...createExtensions({ sources, report: onSourceError }), failures }
  }
  const refusalOf = (extensions: Extensions, leafIndex = 0) =>
    extensions.fetch(held, [leafIndex]).then(
      () => new Error('accepted'),
      (error: unknown) => error,
    )

  it('fetch returns each document, null for a missing or malformed one, and no endpoint that is not public', async () => {
    const { url, requests } = await mirror()
    const extensions = create([url])
    expect(await extensions.fetch(held, LEAVES)).toEqual([
      vectorDocument(1),
      { ...vectorDocument(3), endpoint: ENDPOINT },
      null,
      { software: 'inside', unknown: [] },
      null,
      vectorDocument(5),
      { contact: '', unknown: [] },
      null,
    ])
    // Block 2 names no document.
    expect(requests.toSorted()).toEqual([0, 1].map((block) => `/v1/extensions/${root}/${block}`))
  })

  it('fetch asks for a block once, for calls at the same time and for later ones', async () => {
    const { url, requests } = await mirror()
    const extensions = create([url])
    expect(extensions.held(held, 0)).toBeNull()
    const answers = await Promise.all(LEAVES.slice(0, 5).map((leafIndex) => extensions.fetch(held, [leafIndex])))
    expect(answers.flat()[0]).toEqual(vectorDocument(1))
    await extensions.fetch(held, [0, 3, 5])
    expect(extensions.held(held, 0)).toEqual(vectorDocument(1))
    expect(extensions.held(held, 64)).toBeNull()
    expect(requests).toEqual([`/v1/extensions/${root}/0`])
  })

  it('fetch asks for the same block when another leaf without a document is asked for', async () => {
    const { url, requests } = await mirror()
    expect(await create([url]).fetch(held, [5])).toEqual([null])
    expect(requests).toEqual([`/v1/extensions/${root}/0`])
  })

  it('fetch holds the newest 32 blocks', async () => {
    const { url, requests } = await mirror()
    const extensions = create([url])
    await extensions.fetch(held, [0])
    const others = Array.from({ length: 31 }, (_, i) => listWith([7], {}, i + 1).held)
    for (const other of others) await extensions.fetch(other, [7])
    expect(extensions.held(held, 0)).not.toBeNull()
    await extensions.fetch(listWith([7], {}, 100).held, [7])
    expect(extensions.held(held, 0)).toBeNull()
    await extensions.fetch(held, [0])
    expect(requests).toHaveLength(2)
  })

  const right = blockOf(0)
  const other = listWith(LEAVES, DOCUMENTS, 20)
  it.each<[what: string, bytes: Uint8Array | undefined, code: string]>([
    ['a document is changed', right.with(-1, (right.at(-1) ?? 0) ^ 1), 'EXTENSION_HASH_MISMATCH'],
    [
      'a document is missing',
      blockOfRows([
        [0, 0],
        [1, 1],
        [3, 3],
      ]),
      'EXTENSION_BLOCK_LEAVES',
    ],
    [
      'a document is there twice',
      blockOfRows([
        [0, 0],
        [0, 0],
        [2, 2],
        [3, 3],
      ]),
      'EXTENSION_BLOCK_LEAVES',
    ],
    [
      'two documents change places',
      blockOfRows([
        [0, 1],
        [1, 0],
        [2, 2],
        [3, 3],
      ]),
      'EXTENSION_HASH_MISMATCH',
    ],
    ['a row is of another leaf', right.with(45, 5), 'EXTENSION_BLOCK_LEAVES'],
    ['the last document is cut off', right.slice(0, -1), 'EXTENSION_BLOCK_LENGTH'],
    ['a byte follows the documents', concat([right, Uint8Array.of(0)]), 'EXTENSION_BLOCK_LENGTH'],
    ['it is another block', blockOf(1), 'EXTENSION_BLOCK_MISMATCH'],
    ['it is an empty block', blockOf(2), 'EXTENSION_BLOCK_MISMATCH'],
    ['another block has this number', blockOf(1).with(40, 0), 'EXTENSION_BLOCK_LEAVES'],
    ['it is of another list', other.blockOf(0), 'EXTENSION_BLOCK_MISMATCH'],
    ['it says that no document exists', right.slice(0, 42).with(41, 0), 'EXTENSION_BLOCK_LEAVES'],
    ['its magic is wrong', right.with(0, 0), 'EXTENSION_BLOCK_HEADER_INVALID'],
    ['its version is wrong', right.with(4, 2), 'EXTENSION_BLOCK_HEADER_INVALID'],
    ['it is empty', new Uint8Array(0), 'EXTENSION_BLOCK_HEADER_INVALID'],
    ['it is one byte too long for a block', new Uint8Array(EXTENSION_BLOCK_BYTES_MAX + 1), 'SERVER_BODY_TOO_LARGE'],
    ['the server does not have it', undefined, 'SERVER_STATUS'],
  ])('fetch refuses a block and asks the next source when %s', async (_what, bytes, code) => {
    const lying = await mirror(new Map(bytes === undefined ? [] : [[`${root}/0`, bytes]]))
    const honest = await mirror()
    const alone = create([lying.url])
    const refusal = await refusalOf(alone)
    expect(refusal).toBeInstanceOf(ExtensionsRefusedError)
    expect((refusal as ExtensionsRefusedError).failures.map(({ error }) => error.code)).toEqual([code])
    expect(alone.held(held, 0)).toBeNull()
    const both = create([lying.url, honest.url])
    expect(await both.fetch(held, [0])).toEqual([vectorDocument(1)])
    expect(reported(both.failures)).toEqual([[lying.url, code]])
  })

  it('fetch stops the transfer when a server sends bytes without end', async () => {
    let sent = 0
    const endless = await startServer(async (_request, response) => {
      response.on('error', () => undefined)
      const chunk = new Uint8Array(16_384)
      // Far more than a client may take, and bounded if the client fails to stop.
      while (!response.destroyed && sent < 400 * chunk.length) {
        sent += chunk.length
        if (!response.write(chunk)) await new Promise((resolve) => setTimeout(resolve, 5))
      }
      response.end()
    })
    servers.push(endless)
    const extensions = create([endless.url])
    expect(await refusalOf(extensions)).toBeInstanceOf(ExtensionsRefusedError)
    expect(reported(extensions.failures)).toEqual([[endless.url, 'SERVER_BODY_TOO_LARGE']])
  })

  it('fetch ends within 30 s a source when servers do not answer, and asks again at the next call', async () => {
    vi.useFakeTimers()
    let calls = 0
    const hanging: Fetch = () => {
      calls++
      return new Promise(() => undefined)
    }
    const extensions = create(['http://a.test', 'http://b.test'], hanging)
    const refusal = refusalOf(extensions)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(reported(extensions.failures)).toEqual([['http://a.test', 'SERVER_TIMEOUT']])
    await vi.advanceTimersByTimeAsync(1)
    expect(await refusal).toBeInstanceOf(ExtensionsRefusedError)
    const again = refusalOf(extensions)
    await vi.advanceTimersByTimeAsync(60_000)
    await again
    expect(calls).toBe(4)
  })

  it('fetch holds the good blocks of a call when another block is refused', async () => {
    const { url } = await mirror(new Map([[`${root}/1`, blockOf(1)]]))
    const extensions = create([url, await silent()])
    await expect(extensions.fetch(held, [0, 64])).rejects.toThrow(ExtensionsRefusedError)
    expect(extensions.held(held, 64)).toEqual(vectorDocument(5))
    expect(extensions.held(held, 0)).toBeNull()
  })
})

/** Block 0 with other rows: leaf indexes, and the leaves whose documents they have. */
function blockOfRows(rows: readonly (readonly [leafIndex: number, documentOf: number])[]): Uint8Array {
  const parts = rows.map(([leafIndex, of]) => {
    const document = DOCUMENTS[of] as Uint8Array
    return concat([Uint8Array.of(0, 0, 0, leafIndex, document.length >> 8, document.length & 0xff), document])
  })
  return concat([blockOf(0).subarray(0, 41), Uint8Array.of(rows.length), ...parts])
}
