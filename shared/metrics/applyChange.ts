import type { Hex } from '../bytes.ts'
import { ChangeInvalidError } from './errors.ts'
import { type MetricNode, requireField } from './metricNode.ts'

/** A change that takes nodes off the list. */
export type Removal =
  | { readonly withoutOperators: readonly Hex[] }
  | { readonly withoutAs: readonly number[] }
  | { readonly withoutCountry: readonly string[] }
  | { readonly withoutNodes: readonly number[] }
  | { readonly maxNodesPerOperator: number }

/** The nodes that a change leaves and takes, each in the order of the list. */
export type ChangedNodes<T> = { readonly kept: T[]; readonly removed: T[] }

/** The nodes beyond the first `max` of their operator, in the order of registration. */
function nodesBeyond(nodes: readonly MetricNode[], max: number): Set<MetricNode> {
  const counts = new Map<Hex, number>()
  const beyond = new Set<MetricNode>()
  for (const node of [...nodes].sort((a, b) => a.nodeId - b.nodeId)) {
    const count = (counts.get(node.operator) ?? 0) + 1
    counts.set(node.operator, count)
    if (count > max) beyond.add(node)
  }
  return beyond
}

function createIsRemoved(nodes: readonly MetricNode[], change: Removal): (node: MetricNode) => boolean {
  if ('withoutOperators' in change) {
    const operators = new Set(change.withoutOperators.map((operator) => operator.toLowerCase()))
    return ({ operator }) => operators.has(operator)
  }
  if ('withoutAs' in change) {
    const numbers = new Set<number | null>(change.withoutAs)
    return (node) => numbers.has(requireField(node, 'asNumber'))
  }
  if ('withoutCountry' in change) {
    const countries = new Set<string | null>(change.withoutCountry)
    return (node) => countries.has(requireField(node, 'country'))
  }
  if ('withoutNodes' in change) {
    const nodeIds = new Set(change.withoutNodes)
    return ({ nodeId }) => nodeIds.has(nodeId)
  }
  const { maxNodesPerOperator: max } = change
  if (!Number.isInteger(max) || max < 1)
    throw new ChangeInvalidError({ reason: `maxNodesPerOperator is ${max}: expected a whole number from 1 on` })
  const beyond = nodesBeyond(nodes, max)
  return (node) => beyond.has(node)
}

/**
 * Takes nodes off a list. Nothing is redistributed. Nodes of unknown AS or country stay. `maxNodesPerOperator` keeps the
 * oldest nodes of each operator: those of the lowest ids, since `activatedAt` is renewed by rotations.
 *
 * @throws ChangeInvalidError if `maxNodesPerOperator` is not a whole number from 1 on
 * @throws NodeFieldMissingError if the AS or country was not loaded
 */
export function applyChange<T extends MetricNode>(nodes: readonly T[], change: Removal): ChangedNodes<T> {
  const isRemoved = createIsRemoved(nodes, change)
  const kept: T[] = []
  const removed: T[] = []
  for (const node of nodes) (isRemoved(node) ? removed : kept).push(node)
  return { kept, removed }
}
