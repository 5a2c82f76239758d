import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChange, type Removal } from '../../../shared/metrics/applyChange.ts'
import { collectWeights, distributionOf } from '../../../shared/metrics/collectWeights.ts'
import { DIMENSIONS, type Dimension } from '../../../shared/metrics/entityKey.ts'
import { ChangeInvalidError, NodeFieldMissingError } from '../../../shared/metrics/errors.ts'
import { measureReadings } from '../../../shared/metrics/measureReadings.ts'
import type { MetricNode } from '../../../shared/metrics/metricNode.ts'
import { type Change, capWeights, whatIf } from '../../../shared/metrics/whatIf.ts'
import { SEED, seeded } from '../arbitraries.ts'
import { addressOf, nodesArb, sum } from './arbitraries.ts'

const node = (nodeId: number, operator: number, asNumber: number | null, country: string | null): MetricNode => ({
  nodeId,
  operator: addressOf(operator),
  ip: `45.0.${nodeId}.1`,
  stake: BigInt(10 * nodeId),
  asNumber,
  country,
})

/** Not in the order of ids. */
const NODES: readonly MetricNode[] = [
  node(4, 0xab, 64_497, 'AT'),
  node(1, 0xab, 64_496, 'DE'),
  node(3, 2, null, null),
  node(2, 0xab, 64_496, 'DE'),
]

const idsOf = (nodes: readonly MetricNode[]): number[] => nodes.map(({ nodeId }) => nodeId)

const ask = (change: Change, dimension: Dimension = 'OPERATOR', weight: 'COUNT' | 'STAKE' = 'COUNT') =>
  whatIf({ nodes: NODES, dimension, weight, change })

describe('applyChange', () => {
  it.each<[change: Removal, removed: number[]]>([
    [{ withoutOperators: [addressOf(0xab)] }, [4, 1, 2]],
    [{ withoutOperators: [`0x${'0'.repeat(38)}AB`, addressOf(2)] }, [4, 1, 3, 2]],
    [{ withoutOperators: [] }, []],
    [{ withoutAs: [64_496] }, [1, 2]],
    [{ withoutCountry: ['AT', 'XX'] }, [4]],
    [{ withoutNodes: [3, 4, 9] }, [4, 3]],
    [{ maxNodesPerOperator: 1 }, [4, 2]],
    [{ maxNodesPerOperator: 2 }, [4]],
    [{ maxNodesPerOperator: 3 }, []],
  ])('removes for %o the nodes %j and keeps the others', (change, removed) => {
    const got = applyChange(NODES, change)
    expect(idsOf(got.removed)).toEqual(removed)
    expect(idsOf(got.kept)).toEqual(idsOf(NODES).filter((nodeId) => !removed.includes(nodeId)))
  })

  it('refuses a number of nodes that is not from 1 on, and an AS that was not loaded', () => {
    for (const max of [0, -1, 0.5, Number.NaN])
      expect(() => applyChange(NODES, { maxNodesPerOperator: max })).toThrow(ChangeInvalidError)
    const { asNumber, ...bare } = NODES[0] as MetricNode
    expect(() => applyChange([bare], { withoutAs: [1] })).toThrow(NodeFieldMissingError)
  })
})

describe('capWeights', () => {
  it('cuts at a part of the old total, exactly', () => {
    // 10 % of 7 is 0.7: in 1/10,000 of a unit nothing is rounded.
    expect(capWeights([4n, 3n, 0n], 1_000)).toEqual([7_000n, 7_000n, 0n])
    expect(capWeights([4n, 3n], 10_000)).toEqual([40_000n, 30_000n])
  })

  it.each([0, 10_001, 0.5, -1, Number.NaN])('refuses a part of %d', (maxShareBps) => {
    expect(() => capWeights([1n], maxShareBps)).toThrow(ChangeInvalidError)
  })
})

describe('whatIf', () => {
  it('measures before and after a removal, and says what was removed', () => {
    const got = ask({ withoutNodes: [4, 2] }, 'OPERATOR', 'STAKE')
    expect(got?.before).toEqual(measureReadings({ known: [70n, 30n], unknown: [] }))
    expect(got?.after).toEqual(measureReadings({ known: [10n, 30n], unknown: [] }))
    const weight = { numerator: 60n, denominator: 1n }
    expect(got?.removed).toEqual({ nodeIds: [2, 4], weight: { low: weight, high: weight } })
  })

  it('measures nothing after all nodes were removed', () => {
    expect(ask({ withoutNodes: [1, 2, 3, 4] })?.after).toBeNull()
  })

  it('cuts shares in each reading after the unknown node was assigned', () => {
    const got = ask({ maxShareBps: 5_000 }, 'COUNTRY')
    // AT 1, DE 2, one unknown: the limit is 2. In `high` DE has 3.
    expect(got?.after?.bounds.low).toMatchObject({ total: 40_000n, top1: { numerator: 1n, denominator: 2n } })
    expect(got?.after?.bounds.high).toMatchObject({ total: 30_000n, top1: { numerator: 2n, denominator: 3n } })
    // Without the unknown node the limit is 1.5.
    expect(got?.before?.gini.withoutUnknowns).toEqual({ numerator: 1n, denominator: 6n })
    expect(got?.after?.gini.withoutUnknowns).toEqual({ numerator: 1n, denominator: 10n })
    expect(got?.removed).toEqual({
      nodeIds: [],
      weight: { low: { numerator: 0n, denominator: 1n }, high: { numerator: 1n, denominator: 1n } },
    })
  })

  it('returns null for contributors by count', () => {
    expect(ask({ withoutNodes: [] }, 'CONTRIBUTOR')).toBeNull()
  })

  it(seeded('removes as much weight as the total shrinks by'), () => {
    const changeArb = fc.oneof<fc.Arbitrary<Change>[]>(
      fc.record({ withoutOperators: fc.array(fc.nat(4).map(addressOf), { maxLength: 2 }) }),
      fc.record({ withoutAs: fc.array(fc.integer({ min: 64_496, max: 64_499 }), { maxLength: 2 }) }),
      fc.record({ withoutCountry: fc.array(fc.constantFrom('AT', 'DE'), { maxLength: 2 }) }),
      fc.record({ withoutNodes: fc.array(fc.integer({ min: 1, max: 12 })) }),
      fc.record({ maxNodesPerOperator: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ maxShareBps: fc.integer({ min: 1, max: 10_000 }) }),
    )
    const dimensionArb = fc.constantFrom(...(Object.keys(DIMENSIONS) as Dimension[]))
    fc.assert(
      fc.property(nodesArb(12), dimensionArb, changeArb, (nodes, dimension, change) => {
        const got = whatIf({ nodes, dimension, weight: 'STAKE', change })
        const collected = collectWeights({ nodes, dimension, weight: 'STAKE' })
        if (got === null || collected === null) {
          expect(got).toBe(collected)
          return
        }
        expect(got.before).toEqual(measureReadings(distributionOf(collected)))
        const { known, unknown } = distributionOf(collected)
        const total = sum([...known, ...unknown])
        for (const reading of ['low', 'high'] as const) {
          const { numerator, denominator } = got.removed.weight[reading]
          const unit = 'maxShareBps' in change ? 10_000n : 1n
          const left = got.after?.bounds[reading].total ?? 0n
          expect(left * denominator + numerator * unit).toBe(total * unit * denominator)
        }
      }),
      { seed: SEED },
    )
  })

  it.each([{}, { withoutNodes: [1], withoutAs: [1] }, { withoutStake: 1 }])('refuses %o', (change) => {
    expect(() => ask(change as unknown as Change)).toThrow(ChangeInvalidError)
    expect(() => ask(change as unknown as Change)).toThrow(/expected exactly one of withoutOperators, /)
  })
})
