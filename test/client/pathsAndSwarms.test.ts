import { ed25519 } from '@noble/curves/ed25519.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ClientArgumentError,
  type ClientStorage,
  ExtensionsRefusedError,
  type GuardChanges,
  GuardStorageError,
  NodeNotListedError,
  type OnionPath,
} from '../../client/index.ts'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { keccak256 } from '../../shared/keccak.ts'
import { encodeExtensionBlock } from '../../shared/list/extension/block.ts'
import { encodeExtension } from '../../shared/list/extension/document.ts'
import { NO_EXTENSION } from '../../shared/list/record.ts'
import { decodeList, type ListRow } from '../../shared/list/wire.ts'
import { bucketOf } from '../../shared/swarm/bucket.ts'
import { createSwarmOf } from '../../shared/swarm/swarmOf.ts'
import { startHardhatChain } from '../../tools/support/chain.ts'
import { memoryStorage } from '../../tools/support/memoryStorage.ts'
import { vectorKemKey } from '../../tools/vectors/vectorDocument.ts'
import { vectorRecord } from '../../tools/vectors/vectorRecords.ts'
import { type LiveWorld, type Published, reported, reporter, startLiveWorld } from './liveWorld.ts'
import { startMirror } from './servers.ts'

const NODES = 12
const ACCOUNT_KEY = Uint8Array.from({ length: 32 }, (_, i) => i)

/** Every node but three has a document. */
const hasDocument = (nodeId: number): boolean => nodeId % 4 !== 0
const documentOf = (nodeId: number): Uint8Array => encodeExtension({ kemKey: vectorKemKey(`${nodeId}`), unknown: [] })

/** Levels of the tree that holds the leaves of all nodes. */
const DEPTH = 5

/** Nodes with real keys. Each has another operator and another /16. */
const rows: ListRow[] = Array.from({ length: NODES }, (_, i) => {
  const nodeId = i + 1
  const operator: Hex = `0x${nodeId.toString(16).padStart(40, '0')}`
  const ed25519Key = bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(nodeId)))
  const extensionHash = hasDocument(nodeId) ? bytesToHex(keccak256(documentOf(nodeId))) : NO_EXTENSION
  const record = { ...vectorRecord(nodeId), nodeId, operator, ed25519Key, ip: `198.${nodeId}.0.1`, extensionHash }
  // Two nodes a block.
  return { leafIndex: 32 * i, record }
})

describe('createMusterClient', () => {
  let world: LiveWorld
  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    await publishDocuments(await world.publishEarly(rows, DEPTH))
    await world.makeDue()
  })
  afterAll(() => world.stop())

  async function publishDocuments({ root, list: bytes }: Published): Promise<void> {
    const list = decodeList(bytes)
    const documents = new Map(rows.map(({ record }) => [record.extensionHash, documentOf(record.nodeId)]))
    for (let block = 0; block < 4 ** DEPTH / 64; block++) {
      const encoded = encodeExtensionBlock({ list, root, block }, (hash) => documents.get(hash) ?? null)
      world.artifacts.extensions.set(`${root}/${block}`, encoded)
    }
  }
  const blockOf = (nodeId: number): number => Math.floor((nodeId - 1) / 2)
  /** Runs `ask` and returns the paths that the mirror was asked for. */
  async function requestsOf(ask: () => Promise<unknown>): Promise<string[]> {
    const from = world.mirror.requests.length
    await ask()
    return world.mirror.requests.slice(from)
  }

  it('buildPath returns all fields that a layer needs, and explain describes the path', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const { epoch } = await client.getNodeList()
    const path = await client.buildPath()
    expect(path.epoch).toBe(epoch)
    expect(new Set(path.hops.map(({ nodeId }) => nodeId)).size).toBe(3)
    for (const hop of path.hops) {
      const { operator, ip, rpcPort, quicPort, ed25519Key } = (rows[hop.nodeId - 1] as ListRow).record
      const x25519Key = bytesToHex(
        ed25519.utils.toMontgomery(ed25519.getPublicKey(new Uint8Array(32).fill(hop.nodeId))),
      )
      expect(hop).toEqual({ nodeId: hop.nodeId, operator, ip, rpcPort, quicPort, ed25519Key, x25519Key })
    }
    const lines = client.explain(path)
    expect(lines[0]).toBe(`Nodes ${path.hops.map(({ nodeId }) => nodeId).join(', ')}, from the list of epoch ${epoch}.`)
    expect(lines).toContain('Kept: no two nodes share an operator.')
    expect(lines).toHaveLength(1 + path.explanation.held.length + path.explanation.relaxed.length)
  })

  it('buildPath begins with the same guard after a restart, and with another when it is excluded', async () => {
    const guardStorage = memoryStorage()
    const first = await world.client({ guardStorage }).buildPath()
    const guard = first.hops[0].nodeId
    const client = world.client({ guardStorage })
    expect((await client.buildPath()).hops[0].nodeId).toBe(guard)
    expect((await client.buildPath({ exclude: { nodeIds: [guard] } })).hops[0].nodeId).not.toBe(guard)
    expect((await client.buildPath()).hops[0].nodeId).toBe(guard)
  })

  it('buildPath skips an unreachable guard until a success is reported', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const path = await client.buildPath()
    client.reportFailure(path, { kind: 'unreachable' })
    const around = await client.buildPath()
    expect(around.hops[0].nodeId).not.toBe(path.hops[0].nodeId)
    expect(client.explain(around).at(-1)).toMatch(/^The guard is number 2 of those in use/)
    client.reportSuccess(path)
    expect((await client.buildPath()).hops[0].nodeId).toBe(path.hops[0].nodeId)
  })

  it('buildPath rejects once when onGuardChanges throws, then draws the next path', async () => {
    const client = world.client({
      guardStorage: memoryStorage(),
      onGuardChanges: () => Promise.reject(new Error('not told')) as unknown as undefined,
    })
    await expect(client.buildPath()).rejects.toThrow('not told')
    expect((await client.buildPath()).hops).toHaveLength(3)
  })

  it('buildPath chooses guards once and calls onGuardChanges once for simultaneous calls', async () => {
    const told: GuardChanges[] = []
    const client = world.client({ guardStorage: memoryStorage(), onGuardChanges: (changes) => void told.push(changes) })
    const paths = await Promise.all(Array.from({ length: 20 }, () => client.buildPath()))
    expect(new Set(paths.map(({ hops }) => hops[0].nodeId)).size).toBe(1)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ first: true, expired: [], absent: [] })
    expect(told[0]?.added).toHaveLength(NODES)
  })

  it('buildPath throws while the guard storage fails, and draws a path after it recovers', async () => {
    const working = memoryStorage()
    let isBroken = true
    const guardStorage: ClientStorage = {
      get: () => (isBroken ? Promise.reject(new Error('disk')) : working.get()),
      set: working.set,
    }
    const client = world.client({ guardStorage })
    await expect(client.buildPath()).rejects.toThrow(GuardStorageError)
    isBroken = false
    expect((await client.buildPath()).hops).toHaveLength(3)
  })

  it('buildPath throws when the client has no guardStorage', async () => {
    const client = world.client()
    await expect(client.buildPath()).rejects.toThrow(ClientArgumentError)
    expect(() => client.reportFailure({} as never, { kind: 'unreachable' })).toThrow(/guardStorage/)
  })

  it('buildPath asks for no extension document, and returns no key that is not held', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    await client.getNodeList()
    expect(await requestsOf(() => client.buildPath())).toEqual([])
    for (const hop of (await client.buildPath()).hops) expect('kemKey' in hop).toBe(false)
  })

  it('withKemKeys fetches the blocks of the hops once, in their own order, and adds the published keys', async () => {
    const { root } = await world.client().getNodeList()
    // Some of these paths have hops out of order, and some have two hops in a block.
    for (let i = 0; i < 8; i++) {
      const client = world.client({ guardStorage: memoryStorage() })
      const path = await client.buildPath()
      const blocks = [...new Set(path.hops.map(({ nodeId }) => blockOf(nodeId)))].sort((a, b) => a - b)
      const paths: OnionPath[] = []
      const requests = await requestsOf(async () => paths.push(await client.withKemKeys(path)))
      expect(requests.sort()).toEqual(blocks.map((block) => `/v1/extensions/${root}/${block}`).sort())
      const keyed = {
        ...path,
        hops: path.hops.map((hop) =>
          hasDocument(hop.nodeId) ? { ...hop, kemKey: vectorKemKey(`${hop.nodeId}`) } : hop,
        ),
      }
      expect(paths).toEqual([keyed])
      expect(await requestsOf(() => client.withKemKeys(path))).toEqual([])
      expect(client.explain(paths[0] as OnionPath)).toEqual(client.explain(path))
      // A later path has the keys that are held, the guard's among them.
      const [guard] = (await client.buildPath()).hops
      expect(guard.kemKey).toBe(hasDocument(guard.nodeId) ? vectorKemKey(`${guard.nodeId}`) : undefined)
    }
  })

  it('withKemKeys returns the same hops and reports the source when a block is refused', async () => {
    const { onSourceError, failures } = reporter()
    const lying = await startMirror({ ...world.artifacts, extensions: new Map() })
    try {
      const client = world.client({ guardStorage: memoryStorage(), sources: [lying.url], onSourceError })
      const path = await client.buildPath()
      expect(await client.withKemKeys(path)).toEqual(path)
      expect(new Set(reported(failures).map(([, code]) => code))).toEqual(new Set(['SERVER_STATUS']))
      const { nodeId } = path.hops[0]
      await expect(client.extension(nodeId)).rejects.toThrow(ExtensionsRefusedError)
    } finally {
      await lying.stop()
    }
  })

  it('withKemKeys adds no key when the list in use gives the node another Ed25519 key', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const path = await client.buildPath()
    const hops = path.hops.map((hop) => ({ ...hop, ed25519Key: `0x${'01'.repeat(32)}` as const }))
    const other = { ...path, hops } as unknown as OnionPath
    expect(await client.withKemKeys(other)).toEqual(other)
  })

  it('extension returns the document of a node, null without one, and throws when the node is not listed', async () => {
    const client = world.client()
    const { root } = await client.getNodeList()
    const requests = await requestsOf(async () => {
      expect(await client.extension(3)).toEqual({ kemKey: vectorKemKey('3'), unknown: [] })
      expect(await client.extension(4)).toBeNull()
    })
    expect(requests).toEqual([`/v1/extensions/${root}/1`])
    await expect(client.extension(NODES + 1)).rejects.toThrow(NodeNotListedError)
  })

  it('swarm returns the swarm of the account, and bucketsOf lists its bucket for these nodes only', async () => {
    const client = world.client()
    const { records } = await client.getNodeList()
    const bucket = bucketOf(ACCOUNT_KEY)
    const swarm = await client.swarm(ACCOUNT_KEY)
    expect(swarm).toEqual(createSwarmOf(records)(bucket))
    expect(swarm).toHaveLength(7)
    for (const { nodeId } of records)
      expect((await client.bucketsOf(nodeId)).includes(bucket)).toBe(swarm.some((node) => node.nodeId === nodeId))
    await expect(client.bucketsOf(NODES + 1)).rejects.toThrow(NodeNotListedError)
  })

  it('buildPath and swarm use the next list after refresh', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const before = await client.buildPath()
    const gone = before.hops[0].nodeId
    await world.publishEarly(
      rows.filter(({ record }) => record.nodeId !== gone),
      DEPTH,
    )
    await world.makeDue()
    await client.refresh()
    const after = await client.buildPath()
    expect(after.epoch).toBeGreaterThan(before.epoch)
    expect(after.hops.map(({ nodeId }) => nodeId)).not.toContain(gone)
    expect((await client.swarm(ACCOUNT_KEY)).map(({ nodeId }) => nodeId)).not.toContain(gone)
  })
})
