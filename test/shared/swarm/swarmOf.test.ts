import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hex } from '../../../shared/bytes.ts'
import { BUCKETS } from '../../../shared/swarm/bucket.ts'
import { BucketInvalidError } from '../../../shared/swarm/errors.ts'
import { scoreOf } from '../../../shared/swarm/score.ts'
import { subnetOf } from '../../../shared/swarm/subnet.ts'
import { createSwarmOf, SWARM_SIZE, type SwarmNode } from '../../../shared/swarm/swarmOf.ts'
import { processorMs } from '../../../tools/corpus/processorMs.ts'
import { SEED, seeded } from '../arbitraries.ts'

type NodeVector = { nodeId: number; operator: Hex; ip: string; seed: string }
const vectors = JSON.parse(readFileSync(new URL('../../vectors/swarms.json', import.meta.url), 'utf8')) as {
  records: NodeVector[]
  accounts: { bucket: number; swarm: number[] }[]
  crowded: { records: NodeVector[]; bucket: number; swarm: number[] }
}

const nodesOf = (records: readonly NodeVector[]): SwarmNode[] =>
  records.map((record) => ({ ...record, seed: BigInt(record.seed) }))
const idsOf = (swarm: readonly SwarmNode[]): number[] => swarm.map(({ nodeId }) => nodeId)

/** The rule once more, word for word and without any haste. */
function slowSwarm(nodes: readonly SwarmNode[], bucket: number): number[] {
  const ranking = [...nodes].sort((a, b) => {
    const [scoreA, scoreB] = [scoreOf(a.seed, bucket), scoreOf(b.seed, bucket)]
    return scoreA === scoreB ? a.nodeId - b.nodeId : scoreA > scoreB ? -1 : 1
  })
  const swarm: SwarmNode[] = []
  const rules: ((a: SwarmNode, b: SwarmNode) => boolean)[] = [
    (a, b) => a.operator === b.operator || subnetOf(a.ip) === subnetOf(b.ip),
    (a, b) => subnetOf(a.ip) === subnetOf(b.ip),
    () => false,
  ]
  for (const clash of rules)
    for (const node of ranking) {
      if (swarm.length === 7) break
      if (!swarm.includes(node) && !swarm.some((other) => clash(node, other))) swarm.push(node)
    }
  return idsOf(swarm)
}

/** Few operators and subnets, and few seeds, so that every pass and every tie comes up. */
const networkArb = (sizeMax: number): fc.Arbitrary<SwarmNode[]> =>
  fc
    .array(
      fc.record({
        operator: fc.integer({ min: 0, max: 11 }).map((n): Hex => `0x${n.toString(16).padStart(40, '0')}`),
        ip: fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 3 })).map(([a, b]) => `45.0.${a}.${b}`),
        seed: fc.oneof(fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n })),
      }),
      { maxLength: sizeMax, size: 'max' },
    )
    .map((nodes) => nodes.map((node, i) => ({ ...node, nodeId: i + 1 })))

const bucketArb = fc.integer({ min: 0, max: BUCKETS - 1 })

describe('createSwarmOf', () => {
  it('gives the swarms of the vectors, in their order', () => {
    const swarmOf = createSwarmOf(nodesOf(vectors.records))
    expect(vectors.accounts.length).toBeGreaterThan(0)
    for (const { bucket, swarm } of vectors.accounts) expect(idsOf(swarmOf(bucket))).toEqual(swarm)
  })

  it('relaxes operator, then subnet, when the list ends before seven are taken', () => {
    const { records, bucket, swarm } = vectors.crowded
    expect(idsOf(createSwarmOf(nodesOf(records))(bucket))).toEqual(swarm)
  })

  it(seeded('gives what the rule gives word for word, however large and crowded'), () => {
    fc.assert(
      fc.property(networkArb(300), bucketArb, (nodes, bucket) => {
        expect(idsOf(createSwarmOf(nodes)(bucket))).toEqual(slowSwarm(nodes, bucket))
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  it(seeded('does not depend on the order of the list'), () => {
    const arb = networkArb(100).chain((nodes) =>
      fc.tuple(fc.constant(nodes), fc.shuffledSubarray(nodes, { minLength: nodes.length }), bucketArb),
    )
    fc.assert(
      fc.property(arb, ([nodes, shuffled, bucket]) => {
        expect(idsOf(createSwarmOf(shuffled)(bucket))).toEqual(idsOf(createSwarmOf(nodes)(bucket)))
      }),
      { seed: SEED },
    )
  })

  it('has no node twice, and all nodes of a list of up to seven', () => {
    for (let count = 0; count <= SWARM_SIZE; count++) {
      const nodes = nodesOf(vectors.records.slice(0, count))
      expect(idsOf(createSwarmOf(nodes)(0)).sort()).toEqual(idsOf(nodes).sort())
    }
  })

  it('refuses a bucket that does not exist', () => {
    expect(() => createSwarmOf([])(BUCKETS)).toThrow(BucketInvalidError)
  })

  it('gives all buckets of 2,000 nodes in under three seconds of a processor', () => {
    const nodes = Array.from(
      { length: 2_000 },
      (_, i): SwarmNode => ({
        nodeId: i + 1,
        operator: `0x${(i % 300).toString(16).padStart(40, '0')}`,
        ip: `45.${i % 7}.${i % 200}.1`,
        seed: scoreOf(BigInt(i), 0),
      }),
    )
    const startedAt = processorMs()
    const swarmOf = createSwarmOf(nodes)
    for (let bucket = 0; bucket < BUCKETS; bucket++) swarmOf(bucket)
    expect(processorMs() - startedAt).toBeLessThan(3_000)
  })
})
