import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createSwarms } from '../../../client/swarm/createSwarms.ts'
import { NodeNotListedError } from '../../../client/swarm/errors.ts'
import { type Hex, hexToBytes } from '../../../shared/bytes.ts'
import type { ServiceNodeRecord } from '../../../shared/list/record.ts'
import { BUCKETS } from '../../../shared/swarm/bucket.ts'
import { AccountKeyInvalidError } from '../../../shared/swarm/errors.ts'
import { createSwarmOf, SWARM_SIZE } from '../../../shared/swarm/swarmOf.ts'
import { createRandom } from '../../../tools/model/createRandom.ts'
import { enlargedNetwork, readRealNetwork } from '../../../tools/paths/network.ts'

const vectors = JSON.parse(readFileSync(new URL('../../vectors/swarms.json', import.meta.url), 'utf8')) as {
  records: { nodeId: number; operator: Hex; ip: string; seed: string }[]
  accounts: { accountKey: string; bucket: number; swarm: number[] }[]
}

const swarms = () => createSwarms(vectors.records.map((record) => ({ ...record, seed: BigInt(record.seed) })))

describe('createSwarms', () => {
  it('swarm returns the swarm of each account of the vectors, in order', () => {
    const { swarm } = swarms()
    for (const { accountKey, swarm: ids } of vectors.accounts)
      expect(swarm(hexToBytes(accountKey)).map(({ nodeId }) => nodeId)).toEqual(ids)
  })

  it('bucketsOf returns exactly the buckets whose swarm holds the node, ascending', () => {
    const { bucketsOf } = swarms()
    const swarmOf = createSwarmOf(vectors.records.map((record) => ({ ...record, seed: BigInt(record.seed) })))
    const expected = new Map<number, number[]>()
    for (let bucket = 0; bucket < BUCKETS; bucket++)
      for (const { nodeId } of swarmOf(bucket)) expected.set(nodeId, [...(expected.get(nodeId) ?? []), bucket])
    for (const { nodeId } of vectors.records) expect(bucketsOf(nodeId)).toEqual(expected.get(nodeId) ?? [])
  })

  it('bucketsOf returns the same buckets after indexBuckets computed them in slices', () => {
    const sliced = swarms()
    const left = [
      sliced.indexBuckets(1_000),
      sliced.indexBuckets(0),
      sliced.indexBuckets(3_095),
      sliced.indexBuckets(7),
    ]
    expect(left).toEqual([3_096, 3_096, 1, 0])
    const { nodeId } = vectors.records[3] as { nodeId: number }
    expect(sliced.bucketsOf(nodeId)).toEqual(swarms().bucketsOf(nodeId))
  })

  it('bucketsOf returns a copy that the caller may change', () => {
    const { bucketsOf } = swarms()
    const { nodeId } = vectors.records[0] as { nodeId: number }
    const first = bucketsOf(nodeId)
    bucketsOf(nodeId).length = 0
    expect(bucketsOf(nodeId)).toEqual(first)
  })

  it('bucketsOf and swarm throw when the node is not listed or the key is malformed', () => {
    expect(() => swarms().bucketsOf(4_000_000)).toThrow(NodeNotListedError)
    expect(() => swarms().swarm(new Uint8Array(33))).toThrow(AccountKeyInvalidError)
  })

  it('bucketsOf ranks a node with an unsound Ed25519 key like any other', () => {
    const nodes = readRealNetwork().slice(0, 5)
    const unsound = nodes.map((node): ServiceNodeRecord => ({ ...node, ed25519Key: `0x${'00'.repeat(32)}` }))
    expect(createSwarms(unsound).bucketsOf(1)).toHaveLength(BUCKETS)
  })
})

describe('swarms of the real network', () => {
  const network = readRealNetwork()

  it('swarms of the real network have seven nodes, and no two share an operator or a /24', () => {
    const swarmOf = createSwarmOf(network)
    const served = new Map<number, number>()
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const swarm = swarmOf(bucket)
      expect(swarm).toHaveLength(SWARM_SIZE)
      expect(new Set(swarm.map(({ operator }) => operator)).size).toBe(SWARM_SIZE)
      expect(new Set(swarm.map(({ ip }) => ip.split('.').slice(0, 3).join('.'))).size).toBe(SWARM_SIZE)
      for (const { nodeId } of swarm) served.set(nodeId, (served.get(nodeId) ?? 0) + 1)
    }
    const counts = network.map(({ nodeId }) => served.get(nodeId) ?? 0).sort((a, b) => a - b)
    process.stdout.write(
      `${network.length} nodes serve ${counts[0]} to ${counts.at(-1)} buckets, ${((SWARM_SIZE * BUCKETS) / network.length).toFixed(1)} on average\n`,
    )
    expect(counts[0]).toBeGreaterThan(0)
  })
})

describe('swarms of 2,000 nodes', () => {
  const network = enlargedNetwork(2_010)
  const listed = network.slice(0, 2_000)
  const idsOf = (nodes: readonly ServiceNodeRecord[]) => {
    const swarmOf = createSwarmOf(nodes)
    return Array.from({ length: BUCKETS }, (_, bucket) => swarmOf(bucket).map(({ nodeId }) => nodeId))
  }

  it('swarms of 2,000 nodes move at most 0.075 copies per account when 10 nodes leave and 10 join (seed "churn")', () => {
    const random = createRandom('churn')
    const before = idsOf(listed)
    const moved: number[] = []
    for (let round = 0; round < 3; round++) {
      const leaving = new Set<number>()
      while (leaving.size < 10) leaving.add(random.pick(listed).nodeId)
      const joining = network
        .slice(2_000)
        .map((node) => ({ ...node, nodeId: node.nodeId + 100 * round, seed: random.amount(2n ** 64n - 1n) }))
      const after = idsOf([...listed.filter(({ nodeId }) => !leaving.has(nodeId)), ...joining])
      const copies = after.reduce((sum, swarm, i) => sum + swarm.filter((id) => !before[i]?.includes(id)).length, 0)
      moved.push(copies / BUCKETS)
    }
    const mean = moved.reduce((sum, share) => sum + share, 0) / moved.length
    process.stdout.write(
      `new copies per account: ${moved.map((share) => share.toFixed(4)).join(', ')}; mean ${mean.toFixed(4)}\n`,
    )
    expect(mean).toBeLessThanOrEqual(0.075)
  })
})
