import { applyChange, type Removal } from './applyChange.ts'
import { type CollectedWeights, collectWeights, distributionOf, type Weight } from './collectWeights.ts'
import type { Dimension } from './entityKey.ts'
import { ChangeInvalidError } from './errors.ts'
import { createFraction, type Fraction } from './fraction.ts'
import { measureReadings, type Readings, splitReadings } from './measureReadings.ts'
import type { MetricNode } from './metricNode.ts'

/** Parts of a whole, as `maxShareBps` counts them. */
const BPS = 10_000n

/** A change to a list of nodes, or a limit to the weights of entities. */
export type Change = Removal | { readonly maxShareBps: number }

/** An answer: metrics before and after, and what was removed. */
export type WhatIf = {
  /** null if the sum of all weights is zero. */
  readonly before: Readings | null
  /** null if no weight is left. `total` of its bounds is in 1/10,000 of a unit after `maxShareBps`. */
  readonly after: Readings | null
  readonly removed: {
    /** Ascending. Empty for `maxShareBps`, which cuts weights and no nodes. */
    readonly nodeIds: readonly number[]
    /** The sum of the weights that were cut. The readings differ for `maxShareBps` alone. */
    readonly weight: { readonly low: Fraction; readonly high: Fraction }
  }
}

const CHANGES = [
  'withoutOperators',
  'withoutAs',
  'withoutCountry',
  'withoutNodes',
  'maxNodesPerOperator',
  'maxShareBps',
] as const

function checkChange(change: Change): void {
  const names = Object.keys(change)
  if (names.length !== 1 || !CHANGES.some((name) => name === names[0]))
    throw new ChangeInvalidError({
      reason: `it says ${names.join(', ') || 'nothing'}: expected exactly one of ${CHANGES.join(', ')}`,
    })
}

const sum = (weights: readonly bigint[]): bigint => weights.reduce((total, weight) => total + weight, 0n)

/**
 * Cuts each weight at a part of the old total. The total shrinks. No entity's rest goes to another one, so a share of
 * the new total may be above the limit.
 *
 * @param maxShareBps 1 to 10,000, in 1/10,000 of the total
 * @returns the weights in 1/10,000 of their unit, so that no limit is rounded
 * @throws ChangeInvalidError if `maxShareBps` is not a whole number from 1 to 10,000
 */
export function capWeights(weights: readonly bigint[], maxShareBps: number): bigint[] {
  if (!Number.isInteger(maxShareBps) || maxShareBps < 1 || maxShareBps > Number(BPS))
    throw new ChangeInvalidError({ reason: `maxShareBps is ${maxShareBps}: expected a whole number from 1 to ${BPS}` })
  const limit = sum(weights) * BigInt(maxShareBps)
  return weights.map((weight) => (weight * BPS < limit ? weight * BPS : limit))
}

function cutShares(before: CollectedWeights, maxShareBps: number): WhatIf {
  const distribution = distributionOf(before)
  const cap = (weights: readonly bigint[]): bigint[] => capWeights(weights, maxShareBps)
  const cutFrom = (weights: readonly bigint[]): Fraction => createFraction(sum(weights) * BPS - sum(cap(weights)), BPS)
  const { low, high } = splitReadings(distribution)
  return {
    before: measureReadings(distribution),
    after: measureReadings(distribution, cap),
    removed: { nodeIds: [], weight: { low: cutFrom(low), high: cutFrom(high) } },
  }
}

/**
 * Measures a list of nodes before and after a change. Removed nodes leave the list. Nothing is redistributed, and the
 * total shrinks.
 *
 * `maxShareBps` cuts the weights of entities, in each reading after the unknown nodes were assigned. The total after it
 * depends on the assignment, so `bounds.low` and `bounds.high` are then two readings and bound nothing.
 *
 * @returns null for CONTRIBUTOR with COUNT
 * @throws ChangeInvalidError if the change is not exactly one, or its number is out of range
 * @throws EntityKeyInvalidError, IpInvalidError, NodeFieldMissingError, WeightInvalidError as `collectWeights`
 */
export function whatIf(args: {
  nodes: readonly MetricNode[]
  dimension: Dimension
  weight: Exclude<Weight, 'GUARD_ELIGIBLE'>
  change: Change
}): WhatIf | null {
  const { nodes, dimension, weight, change } = args
  checkChange(change)
  const before = collectWeights({ nodes, dimension, weight })
  if (before === null) return null
  if ('maxShareBps' in change) return cutShares(before, change.maxShareBps)
  const { kept, removed } = applyChange(nodes, change)
  const after = collectWeights({ nodes: kept, dimension, weight }) as CollectedWeights
  const weightOf = ({ known, unknown }: CollectedWeights): bigint =>
    sum([...known, ...unknown].map(({ weight }) => weight))
  const cut = createFraction(weightOf(before) - weightOf(after), 1n)
  return {
    before: measureReadings(distributionOf(before)),
    after: measureReadings(distributionOf(after)),
    removed: {
      nodeIds: removed.map(({ nodeId }) => nodeId).sort((a, b) => a - b),
      weight: { low: cut, high: cut },
    },
  }
}
