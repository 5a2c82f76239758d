import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countCapturedSwarms } from '../../../shared/metrics/countCapturedSwarms.ts'
import { BUCKETS } from '../../../shared/swarm/bucket.ts'
import { scoreOf } from '../../../shared/swarm/score.ts'
import { createSwarmOf, type SwarmNode } from '../../../shared/swarm/swarmOf.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { addressOf, shuffledArb } from './arbitraries.ts'

/** Operators by place, each node in a subnet of its own. */
const nodesOf = (operators: readonly number[]): SwarmNode[] =>
  operators.map((operator, i) => ({
    nodeId: i + 1,
    operator: addressOf(operator),
    ip: `45.${i >> 8}.${i & 255}.1`,
    seed: scoreOf(BigInt(i), 0),
  }))

/** The definition, once more: the k largest as a list of addresses, the members counted one by one. */
function slowCount(nodes: readonly SwarmNode[], k: number): number {
  const operators = [...new Set(nodes.map(({ operator }) => operator))].sort()
  const countOf = (of: string) => nodes.filter(({ operator }) => operator === of).length
  const largest = operators.sort((a, b) => countOf(b) - countOf(a)).slice(0, k)
  const swarmOf = createSwarmOf(nodes)
  let captured = 0
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const swarm = swarmOf(bucket)
    if (swarm.filter(({ operator }) => largest.includes(operator)).length > swarm.length / 2) captured++
  }
  return captured
}

describe('countCapturedSwarms', () => {
  it(seeded('counts what the definition counts'), () => {
    const arb = fc.array(fc.nat(13), { minLength: 1, maxLength: 40, size: 'max' }).map(nodesOf)
    fc.assert(
      fc.property(shuffledArb(arb), ([nodes, shuffled]) => {
        const expected = { top1: slowCount(nodes, 1), top3: slowCount(nodes, 3), top10: slowCount(nodes, 10) }
        expect(countCapturedSwarms(shuffled)).toEqual(expected)
      }),
      { seed: SEED, numRuns: 5 },
    )
  })

  it('returns null without nodes, and all buckets for one operator', () => {
    expect(countCapturedSwarms([])).toBeNull()
    expect(countCapturedSwarms(nodesOf([1]))).toEqual({ top1: BUCKETS, top3: BUCKETS, top10: BUCKETS })
  })

  it('asks for more than half: two of four members capture nothing', () => {
    expect(countCapturedSwarms(nodesOf([1, 1, 2, 3]))).toEqual({ top1: 0, top3: BUCKETS, top10: BUCKETS })
  })

  it('takes the lower address of operators of equal size', () => {
    // Seven operators with a node each: the three lowest hold three of seven in every bucket.
    expect(countCapturedSwarms(nodesOf([7, 6, 5, 4, 3, 2, 1]))).toEqual({ top1: 0, top3: 0, top10: BUCKETS })
  })
})
