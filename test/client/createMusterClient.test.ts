import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { MusterClientArgs, Trust } from '../../client/index.ts'
import {
  ClientConfigError,
  EpochConflictError,
  pinnedHash,
  rpcQuorum,
  StorageInvalidError,
} from '../../client/index.ts'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { encodeEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import type { EpochChain } from '../../tools/support/epochChain.ts'
import { memoryStorage } from '../../tools/support/memoryStorage.ts'
import { vectorRecord } from '../../tools/vectors/vectorRecords.ts'
import { codesOf, EPOCH_SECONDS, failuresOf, type LiveWorld, type Published, startLiveWorld } from './liveWorld.ts'
import { startMirror, startServer, type TestServer } from './servers.ts'

describe.each([
  ['hardhat', startHardhatChain],
  ['anvil', startAnvil],
] as const)('createMusterClient on a live chain of %s', (_kind, start) => {
  let world: LiveWorld
  let chain: TestChain
  let epochs: EpochChain
  let artifacts: LiveWorld['artifacts']
  let mirror: TestServer
  let first: Published
  let second: Published
  const servers: TestServer[] = []

  const publish = (count: number) => world.publish(count)
  const client = (args: Partial<MusterClientArgs> = {}) => world.client(args)
  const mirrorOf = async (latest: string | null, lists: readonly Uint8Array[] = []): Promise<string> => {
    const entries = lists.map((list) => [bytesToHex(decodeList(list).root()), list] as const)
    const server = await startMirror({ latest, lists: new Map(entries) })
    servers.push(server)
    return server.url
  }

  beforeAll(async () => {
    world = await startLiveWorld(start)
    ;({ chain, epochs, artifacts, mirror } = world)
    first = await publish(5)
    second = await publish(7)
  })
  afterEach(async () => {
    artifacts.latest = second.proof
    await Promise.all(servers.splice(0).map((server) => server.stop()))
  })
  afterAll(() => world?.stop())

  it('getNodeList returns the verified list', async () => {
    const { records, ...list } = await client().getNodeList()
    expect(list).toMatchObject({ epoch: second.epoch, root: second.root, depth: 2, source: mirror.url })
    expect(list.anchor.hash).toBe(second.anchorHash)
    expect(list.anchor.timestamp).toBeLessThan(second.epoch * BigInt(EPOCH_SECONDS))
    expect(records).toEqual(Array.from({ length: 7 }, (_, i) => ({ ...vectorRecord(i + 1), leafIndex: i })))
  })

  it('getNodeList accepts a base path, a chain id as a number and an upper-case address', async () => {
    const server = await startServer(async (request, response) => {
      const answer = await fetch(`${mirror.url}${(request.url ?? '').replace('/mirrors/muster', '')}`)
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
    servers.push(server)
    const registry = `0x${epochs.registry.slice(2).toUpperCase()}` as Hex
    const list = await client({
      sources: [`${server.url}/mirrors/muster/`],
      chainId: chain.chainId,
      registry,
    }).getNodeList()
    expect(list.epoch).toBe(second.epoch)
    expect(server.requests).toEqual(['/mirrors/muster/v1/epochs/latest', `/mirrors/muster/v1/lists/${second.root}`])
  })

  it('refresh refuses an older epoch than the accepted one and takes the same one again', async () => {
    const one = client()
    await one.getNodeList()
    artifacts.latest = first.proof
    expect(await codesOf(one.refresh())).toEqual(['EPOCH_ROLLED_BACK'])
    artifacts.latest = second.proof
    expect((await one.refresh()).epoch).toBe(second.epoch)
  })

  it('getNodeList refuses an older epoch after a restart when the client has a storage', async () => {
    const storage = memoryStorage()
    await client({ storage }).getNodeList()
    expect(JSON.parse(storage.text ?? '')).toEqual({
      version: 1,
      chainId: '31337',
      registry: epochs.registry,
      epoch: second.epoch.toString(),
      root: second.root,
      anchorHash: second.anchorHash,
      childHash: second.childHash,
    })
    const oldMirror = await mirrorOf(first.proof, [first.list])
    expect(await codesOf(client({ storage, sources: [oldMirror] }).getNodeList())).toEqual(['EPOCH_ROLLED_BACK'])
    expect((await client({ sources: [oldMirror], maxEpochLag: 2 }).getNodeList()).epoch).toBe(first.epoch)
  })

  it('getNodeList refuses a list too far behind the one due, on a first start too (trap 56)', async () => {
    const snapshot = await chain.request('evm_snapshot')
    try {
      const { timestamp } = await chain.request<{ timestamp: Hex }>('eth_getBlockByNumber', ['latest', false])
      const dueIn = (Number(second.epoch) + 3) * EPOCH_SECONDS - Number(timestamp)
      await chain.mine(1, dueIn - 1)
      expect((await client().getNodeList()).epoch).toBe(second.epoch)
      expect(await codesOf(client({ maxEpochLag: 0 }).getNodeList())).toEqual(['EPOCH_TOO_OLD'])
      await chain.mine(1, 1)
      expect(await codesOf(client().getNodeList())).toEqual(['EPOCH_TOO_OLD'])
      expect((await client({ maxEpochLag: 2 }).getNodeList()).epoch).toBe(second.epoch)
      // Only its age refuses the old proof: it verifies in every other way.
      expect((await client({ trust: pinnedHash(second.childHash) }).getNodeList()).epoch).toBe(second.epoch)
    } finally {
      await chain.request('evm_revert', [snapshot])
    }
  })

  it('getNodeList refuses another anchor for the accepted epoch and throws both as evidence', async () => {
    const storage = memoryStorage()
    const snapshot = await chain.request('evm_snapshot')
    let one: Published
    try {
      one = await publish(9)
      await client({ storage }).getNodeList()
    } finally {
      await chain.request('evm_revert', [snapshot])
    }
    const other = await publish(10)
    expect(other.epoch).toBe(one.epoch)
    expect(other.anchorHash).not.toBe(one.anchorHash)
    try {
      const [failure] = await failuresOf(client({ storage }).getNodeList())
      const conflict = failure?.error as EpochConflictError
      expect(conflict).toBeInstanceOf(EpochConflictError)
      expect(conflict.accepted).toMatchObject({ epoch: one.epoch, anchorHash: one.anchorHash, root: one.root })
      expect(conflict.offered).toMatchObject({ epoch: one.epoch, anchorHash: other.anchorHash, root: other.root })
      expect(encodeEpochProof(conflict.offered.proof)).toBe(other.proof)
      expect(conflict.childTrusted).toBe(true)
      // The offer is refused and kept as evidence even if the trust source does not vouch for it.
      const pinned = client({ storage, trust: pinnedHash(one.childHash) })
      expect((await failuresOf(pinned.getNodeList()))[0]?.error).toMatchObject({ childTrusted: false })
      // Without an answer of the trust source, no side is shown to lie.
      const { latest } = pinnedHash(one.childHash, { chainTime: () => (one.epoch + 1n) * BigInt(EPOCH_SECONDS) })
      const mute = { latest, blockHash: () => Promise.reject(new Error('no answer')) }
      expect((await failuresOf(client({ storage, trust: mute }).getNodeList()))[0]?.error).toMatchObject({
        childTrusted: null,
        cause: { code: 'TRUST_FAILED' },
      })
      expect(JSON.parse(storage.text ?? '')).toMatchObject({ anchorHash: one.anchorHash })
    } finally {
      await chain.request('evm_revert', [snapshot]).catch(() => undefined)
      second = other
    }
  })

  it('getNodeList refuses a proof when the trust source names another child block', async () => {
    const trust = pinnedHash(`0x${'66'.repeat(32)}`)
    expect(await codesOf(client({ trust }).getNodeList())).toEqual(['BLOCK_HASH_UNTRUSTED'])
    expect((await client({ trust: pinnedHash(second.childHash) }).getNodeList()).epoch).toBe(second.epoch)
  })

  it('getNodeList refuses a proof of another registry, chain or epoch length', async () => {
    const registry: Hex = `0x${'11'.repeat(20)}`
    expect(await codesOf(client({ registry }).getNodeList())).toEqual(['REGISTRY_MISMATCH'])
    const trust = pinnedHash(second.childHash)
    expect(await codesOf(client({ chainId: 1, trust }).getNodeList())).toEqual(['CHAIN_MISMATCH'])
    expect(await codesOf(client({ epochSeconds: 61 }).getNodeList())).toEqual(['EPOCH_BOUNDARY'])
  })

  it('getNodeList refuses a list with another root than the proof', async () => {
    const url = await startServer((request, response) => {
      response.end(request.url === '/v1/epochs/latest' ? second.proof : Buffer.from(first.list))
    })
    servers.push(url)
    expect(await codesOf(client({ sources: [url.url] }).getNodeList())).toEqual(['ROOT_MISMATCH'])
  })

  it('getNodeList asks the sources in order, reports each bad one and takes the first good answer', async () => {
    const onSourceError = vi.fn()
    const lying = await mirrorOf(second.proof.replace('"epoch":"', '"epoch":"1'))
    const missing = await mirrorOf(null)
    const listless = await mirrorOf(second.proof)
    const endless = await startServer((_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(65_536)), 1)
      response.on('close', () => clearInterval(timer))
    })
    servers.push(endless)
    const sources = [lying, missing, listless, endless.url, mirror.url]
    expect((await client({ sources, onSourceError }).getNodeList()).source).toBe(mirror.url)
    const reported = onSourceError.mock.calls.map(([{ source, error }]) => [source, error.code])
    expect(reported).toEqual([
      [lying, 'EPOCH_BOUNDARY'],
      [missing, 'SERVER_STATUS'],
      [listless, 'SERVER_STATUS'],
      [endless.url, 'SERVER_BODY_TOO_LARGE'],
    ])
    const refused = client({ sources: sources.slice(0, -1) }).getNodeList()
    await expect(refused).rejects.toThrow(/No source gave a node list/)
    expect((await failuresOf(refused)).map(({ source }) => source)).toEqual(sources.slice(0, -1))
  })

  it('getNodeList shares one answer among simultaneous calls and returns the held list later', async () => {
    const asked = mirror.requests.length
    const one = client()
    const [a, b] = await Promise.all([one.getNodeList(), one.getNodeList()])
    expect(a).toBe(b)
    expect((await one.getNodeList()).records).toBe(a.records)
    expect(mirror.requests.length).toBe(asked + 2)
  })

  it('getNodeList throws when the storage is damaged, foreign or failing', async () => {
    const storage = memoryStorage()
    await client({ storage }).getNodeList()
    const good = JSON.parse(storage.text ?? '') as Record<string, unknown>
    const wrong: unknown[] = [
      ...['', '{', 'null', '[]', '5'],
      ...[{ version: 2 }, { chainId: '1' }, { registry: `0x${'11'.repeat(20)}` }, { epoch: 5 }, { epoch: '-1' }].map(
        (change) => JSON.stringify({ ...good, ...change }),
      ),
      ...[{ root: '0x' }, { anchorHash: null }, { childHash: 'x' }, { note: 'x'.repeat(5_000) }].map((change) =>
        JSON.stringify({ ...good, ...change }),
      ),
    ]
    for (const text of wrong)
      await expect(client({ storage: memoryStorage(text as string) }).getNodeList(), String(text)).rejects.toThrow(
        StorageInvalidError,
      )
    const failing = () => Promise.reject(new Error('disk full'))
    await expect(client({ storage: { get: failing, set: () => undefined } }).getNodeList()).rejects.toThrow(
      StorageInvalidError,
    )
    await expect(client({ storage: { get: () => null, set: failing } }).getNodeList()).rejects.toThrow(
      StorageInvalidError,
    )
  })

  it("getNodeList throws TRUST_FAILED when the caller's own trust source fails", async () => {
    const good = rpcQuorum({ urls: [chain.url], k: 1 })
    const failing = () => Promise.reject(new Error('unplugged'))
    const wrong: Trust[] = [
      { ...good, blockHash: failing },
      { ...good, latest: failing },
      { ...good, latest: async () => ({ number: 1n, timestamp: -1n }) },
    ]
    for (const trust of wrong) expect(await codesOf(client({ trust }).getNodeList())).toEqual(['TRUST_FAILED'])
  })

  it('createMusterClient throws when an argument is invalid', () => {
    const wrong: Partial<MusterClientArgs>[] = [
      ...[{ sources: [] }, { sources: ['nonsense'] }, { sources: ['ftp://a.example'] }],
      { sources: Array.from({ length: 17 }, () => mirror.url) },
      ...[{ chainId: -1n }, { chainId: 1.5 }, { chainId: 1n << 64n }, { registry: '0x11' as Hex }],
      ...[{ epochSeconds: 0 }, { epochSeconds: 0.5 }, { maxEpochLag: -1 }, { maxEpochLag: Number.NaN }],
      ...[{ listCountMax: 0 }, { listCountMax: 131_073 }, { listDepthMax: 0 }, { listDepthMax: 17 }],
      ...[{ stateRpcs: ['nonsense'] }, { stateRpcs: Array.from({ length: 17 }, () => chain.url) }],
      { listStorage: memoryStorage() },
    ]
    for (const args of wrong) expect(() => client(args)).toThrow(ClientConfigError)
    expect(() => pinnedHash('0x11')).toThrow(ClientConfigError)
  })
})
