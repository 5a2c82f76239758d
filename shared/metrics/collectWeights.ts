import type { Hex } from '../bytes.ts'
import { compareTexts } from './compareTexts.ts'
import { contributorKey, type Dimension, entityKey, unknownKey } from './entityKey.ts'
import { WeightInvalidError } from './errors.ts'
import type { OperatorNodes } from './findColluders.ts'
import type { Distribution } from './measureReadings.ts'
import { type MetricNode, requireField } from './metricNode.ts'

/** Weights of an entity, with the number that a histogram writes: nodes, base units, guard-eligible nodes. */
export const WEIGHTS = { COUNT: 1, STAKE: 2, GUARD_ELIGIBLE: 3 } as const

export type Weight = keyof typeof WEIGHTS

/** Weight of one entity. */
export type EntityWeight = {
  /** Bytes of the entity's key, as lower-case hex. */
  readonly key: Hex
  /** Above 0: nodes or base units. */
  readonly weight: bigint
}

/** Weights by entity. Both lists are ordered by key and leave out weights of zero. */
export type CollectedWeights = {
  readonly known: readonly EntityWeight[]
  /** One entry for each node whose entity is unknown. */
  readonly unknown: readonly EntityWeight[]
}

/** Orders by key, bytewise; a key that begins another one comes first. */
export const compareKeys = (a: EntityWeight, b: EntityWeight): number => compareTexts(a.key, b.key)

function weightOf(weight: Weight, node: MetricNode): bigint {
  if (weight === 'COUNT') return 1n
  if (weight === 'GUARD_ELIGIBLE') return requireField(node, 'isGuardEligible') ? 1n : 0n
  return requireField(node, 'stake') ?? 0n
}

/** Adds up weights by key. */
function createSum(): { add(key: Hex, weight: bigint): void; entries(): EntityWeight[] } {
  const sums = new Map<Hex, bigint>()
  return {
    add(key, weight) {
      if (weight < 0n) throw new WeightInvalidError({ weight })
      if (weight > 0n) sums.set(key, (sums.get(key) ?? 0n) + weight)
    },
    entries: () => [...sums].map(([key, weight]) => ({ key, weight })).sort(compareKeys),
  }
}

/**
 * Adds up the weights of nodes by entity.
 *
 * @returns null for CONTRIBUTOR unless the weight is STAKE: several contributors share a node
 * @throws EntityKeyInvalidError, IpInvalidError if a field cannot be a key
 * @throws NodeFieldMissingError if a field that the dimension or weight needs was not loaded
 * @throws WeightInvalidError if a stake is below 0
 */
export function collectWeights(args: {
  nodes: readonly MetricNode[]
  dimension: Dimension
  weight: Weight
}): CollectedWeights | null {
  const { nodes, dimension, weight } = args
  const known = createSum()
  const unknown = createSum()
  if (dimension === 'CONTRIBUTOR') {
    if (weight !== 'STAKE') return null
    for (const node of nodes)
      for (const { contributor, amount } of requireField(node, 'contributions') ?? [])
        known.add(contributorKey(node, contributor), amount)
  } else {
    for (const node of nodes) {
      const key = entityKey(dimension, node)
      if (key === null) unknown.add(unknownKey(node), weightOf(weight, node))
      else known.add(key, weightOf(weight, node))
    }
  }
  return { known: known.entries(), unknown: unknown.entries() }
}

/** Returns the weights alone. */
export const distributionOf = ({ known, unknown }: CollectedWeights): Distribution => ({
  known: known.map(({ weight }) => weight),
  unknown: unknown.map(({ weight }) => weight),
})

/**
 * Counts the nodes and guards of each operator, for the collusion numbers.
 *
 * @throws EntityKeyInvalidError if an operator is not an address
 * @throws NodeFieldMissingError if `isGuardEligible` was not loaded
 */
export function collectOperators(nodes: readonly MetricNode[]): OperatorNodes[] {
  const entriesOf = (weight: Weight): readonly EntityWeight[] =>
    collectWeights({ nodes, dimension: 'OPERATOR', weight })?.known ?? []
  const guards = new Map(entriesOf('GUARD_ELIGIBLE').map(({ key, weight }) => [key, weight]))
  return entriesOf('COUNT').map(({ key, weight }) => ({
    operator: key,
    nodes: weight,
    guardEligible: guards.get(key) ?? 0n,
  }))
}
