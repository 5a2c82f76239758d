import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  collectOperators,
  collectWeights,
  distributionOf,
  type Weight,
} from '../../../shared/metrics/collectWeights.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/metrics/entityKey.ts'
import { NodeFieldMissingError, WeightInvalidError } from '../../../shared/metrics/errors.ts'
import type { MetricNode } from '../../../shared/metrics/metricNode.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { addressOf, nodesArb, shuffledArb, sum } from './arbitraries.ts'

const NODES: readonly MetricNode[] = [
  { nodeId: 1, operator: addressOf(2), ip: '45.0.0.1', stake: 5n, country: 'DE', isGuardEligible: true },
  { nodeId: 2, operator: addressOf(1), ip: '45.0.0.2', stake: 6n, country: null, isGuardEligible: false },
  { nodeId: 3, operator: addressOf(2), ip: '45.0.1.1', stake: 7n, country: null, isGuardEligible: false },
]

const dimensionArb = fc.constantFrom(...(Object.keys(DIMENSIONS) as Dimension[]))
const weightArb = fc.constantFrom<Weight>('COUNT', 'STAKE', 'GUARD_ELIGIBLE')

describe('collectWeights', () => {
  it('adds up nodes, stake and guards by entity, in the order of the keys', () => {
    const known = (weight: Weight) => collectWeights({ nodes: NODES, dimension: 'OPERATOR', weight })?.known
    expect(known('COUNT')).toEqual([
      { key: addressOf(1), weight: 1n },
      { key: addressOf(2), weight: 2n },
    ])
    expect(known('STAKE')?.map(({ weight }) => weight)).toEqual([6n, 12n])
    expect(known('GUARD_ELIGIBLE')).toEqual([{ key: addressOf(2), weight: 1n }])
  })

  it('keeps each unknown node apart', () => {
    expect(collectWeights({ nodes: NODES, dimension: 'COUNTRY', weight: 'STAKE' })).toEqual({
      known: [{ key: '0x4445', weight: 5n }],
      unknown: [
        { key: '0xff00000002', weight: 6n },
        { key: '0xff00000003', weight: 7n },
      ],
    })
  })

  it('adds up contributions over nodes, and has no counts of contributors', () => {
    const contributions = [
      { contributor: addressOf(9), amount: 3n },
      { contributor: addressOf(8), amount: 0n },
    ]
    const nodes = NODES.map((node) => ({ ...node, contributions }))
    const collected = collectWeights({ nodes, dimension: 'CONTRIBUTOR', weight: 'STAKE' })
    expect(collected).toEqual({ known: [{ key: addressOf(9), weight: 9n }], unknown: [] })
    expect(collectWeights({ nodes, dimension: 'CONTRIBUTOR', weight: 'COUNT' })).toBeNull()
  })

  it(seeded('loses and adds no weight, and does not depend on the order of the nodes'), () => {
    fc.assert(
      fc.property(shuffledArb(nodesArb(12)), dimensionArb, weightArb, ([nodes, shuffled], dimension, weight) => {
        const collected = collectWeights({ nodes, dimension, weight })
        expect(collectWeights({ nodes: shuffled, dimension, weight })).toEqual(collected)
        if (collected === null) {
          expect([dimension, weight]).not.toContain('STAKE')
          return
        }
        const { known, unknown } = distributionOf(collected)
        const weights = nodes.flatMap(({ stake = 0n, contributions = [], isGuardEligible }) => {
          if (dimension === 'CONTRIBUTOR') return contributions.map(({ amount }) => amount)
          return [{ COUNT: 1n, STAKE: stake, GUARD_ELIGIBLE: BigInt(isGuardEligible === true) }[weight]]
        })
        expect(sum([...known, ...unknown])).toBe(sum(weights))
        expect([...known, ...unknown]).not.toContain(0n)
      }),
      { seed: SEED },
    )
  })

  it('refuses a stake below 0, and a weight whose field was not loaded', () => {
    const [first] = NODES as [MetricNode]
    const { stake, isGuardEligible, ...bare } = first
    const collect = (node: MetricNode, weight: Weight) => () =>
      collectWeights({ nodes: [node], dimension: 'OPERATOR', weight })
    expect(collect({ ...first, stake: -1n }, 'STAKE')).toThrow(WeightInvalidError)
    expect(collect(bare, 'STAKE')).toThrow(NodeFieldMissingError)
    expect(collect(bare, 'GUARD_ELIGIBLE')).toThrow(NodeFieldMissingError)
    expect(collect(bare, 'COUNT')()?.known).toEqual([{ key: bare.operator, weight: 1n }])
    expect(() => collectWeights({ nodes: [bare], dimension: 'CONTRIBUTOR', weight: 'STAKE' })).toThrow('contributions')
  })
})

describe('collectOperators', () => {
  it('counts nodes and guards, also of operators without guards', () => {
    expect(collectOperators(NODES)).toEqual([
      { operator: addressOf(1), nodes: 1n, guardEligible: 0n },
      { operator: addressOf(2), nodes: 2n, guardEligible: 1n },
    ])
  })
})
