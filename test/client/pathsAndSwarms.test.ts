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

/** Nodes with real keys. Each has another operator and another /16. */
const rows: ListRow[] = Array.from({ length: NODES }, (_, leafIndex) => {
  const nodeId = leafIndex + 1
  const operator: Hex = `0x${nodeId.toString(16).padStart(40, '0')}`
  const ed25519Key = bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(nodeId)))
  return { leafIndex, record: { ...vectorRecord(nodeId), nodeId, operator, ed25519Key, ip: `198.${nodeId}.0.1` } }
})

describe('createMusterClient', () => {
  let world: LiveWorld
  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    await world.publishEarly(rows)
    await world.makeDue()
  })
  afterAll(() => world.stop())

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
    await world.publishEarly(rows.filter(({ record }) => record.nodeId !== gone))
    await world.makeDue()
    await client.refresh()
    const after = await client.buildPath()
    expect(after.epoch).toBeGreaterThan(before.epoch)
    expect(after.hops.map(({ nodeId }) => nodeId)).not.toContain(gone)
    expect((await client.swarm(ACCOUNT_KEY)).map(({ nodeId }) => nodeId)).not.toContain(gone)
  })
})
