import { ed25519 } from '@noble/curves/ed25519.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ClientArgumentError,
  type ClientStorage,
  type GuardChanges,
  GuardStorageError,
  NodeNotListedError,
} from '../../client/index.ts'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import type { ListRow } from '../../shared/list/wire.ts'
import { bucketOf } from '../../shared/swarm/bucket.ts'
import { createSwarmOf } from '../../shared/swarm/swarmOf.ts'
import { startHardhatChain } from '../../tools/support/chain.ts'
import { memoryStorage } from '../../tools/support/memoryStorage.ts'
import { vectorRecord } from '../../tools/vectors/vectorRecords.ts'
import { type LiveWorld, startLiveWorld } from './liveWorld.ts'

const NODES = 12
const ACCOUNT_KEY = Uint8Array.from({ length: 32 }, (_, i) => i)

/** Nodes with real keys, each of an operator and a /16 of its own. */
const rows: ListRow[] = Array.from({ length: NODES }, (_, leafIndex) => {
  const nodeId = leafIndex + 1
  const operator: Hex = `0x${nodeId.toString(16).padStart(40, '0')}`
  const ed25519Key = bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(nodeId)))
  return { leafIndex, record: { ...vectorRecord(nodeId), nodeId, operator, ed25519Key, ip: `198.${nodeId}.0.1` } }
})

describe('from the list in use', () => {
  let world: LiveWorld
  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    await world.publishEarly(rows)
    await world.makeDue()
  })
  afterAll(() => world.stop())

  it('a path is drawn, with everything a layer needs and sentences about it', async () => {
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

  it('paths begin with the same guard, after a restart too, and not with one that is excluded', async () => {
    const guardStorage = memoryStorage()
    const first = await world.client({ guardStorage }).buildPath()
    const guard = first.hops[0].nodeId
    const client = world.client({ guardStorage })
    expect((await client.buildPath()).hops[0].nodeId).toBe(guard)
    expect((await client.buildPath({ exclude: { nodeIds: [guard] } })).hops[0].nodeId).not.toBe(guard)
    expect((await client.buildPath()).hops[0].nodeId).toBe(guard)
  })

  it('a guard that cannot be reached is passed over until it is', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const path = await client.buildPath()
    client.reportFailure(path, { kind: 'unreachable' })
    const around = await client.buildPath()
    expect(around.hops[0].nodeId).not.toBe(path.hops[0].nodeId)
    expect(client.explain(around).at(-1)).toMatch(/^The guard is number 2 of those in use/)
    client.reportSuccess(path)
    expect((await client.buildPath()).hops[0].nodeId).toBe(path.hops[0].nodeId)
  })

  it('what the caller does with the guards may fail: the path that brought them says so, and the next is drawn', async () => {
    const client = world.client({
      guardStorage: memoryStorage(),
      onGuardChanges: () => Promise.reject(new Error('not told')) as unknown as undefined,
    })
    await expect(client.buildPath()).rejects.toThrow('not told')
    expect((await client.buildPath()).hops).toHaveLength(3)
  })

  it('many paths at once choose guards once, and the caller is told which', async () => {
    const told: GuardChanges[] = []
    const client = world.client({ guardStorage: memoryStorage(), onGuardChanges: (changes) => void told.push(changes) })
    const paths = await Promise.all(Array.from({ length: 20 }, () => client.buildPath()))
    expect(new Set(paths.map(({ hops }) => hops[0].nodeId)).size).toBe(1)
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ first: true, expired: [], absent: [] })
    expect(told[0]?.added).toHaveLength(NODES)
  })

  it('no path is drawn while the storage of the guards fails, and one is once it works', async () => {
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

  it('no path is drawn without a storage for guards', async () => {
    const client = world.client()
    await expect(client.buildPath()).rejects.toThrow(ClientArgumentError)
    expect(() => client.reportFailure({} as never, { kind: 'unreachable' })).toThrow(/guardStorage/)
  })

  it('the swarm of an account is the one the rule gives, and its nodes serve its bucket', async () => {
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

  it('paths and swarms follow to the next list', async () => {
    const client = world.client({ guardStorage: memoryStorage() })
    const before = await client.buildPath()
    const gone = before.hops[0].nodeId
    await world.publishEarly(rows.filter(({ record }) => record.nodeId !== gone))
    await world.makeDue()
    await client.refresh()
    const after = await client.buildPath()
    expect(after.epoch).toBeGreaterThan(before.epoch)
    expect(after.hops.map(({ nodeId }) => nodeId)).not.toContain(gone)
    expect((await client.swarm(ACCOUNT_KEY)).map(({ nodeId }) => nodeId)).not.toContain(gone)
  })
})
