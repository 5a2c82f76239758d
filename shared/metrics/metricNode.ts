import type { Hex } from '../bytes.ts'
import { NodeFieldMissingError } from './errors.ts'

/**
 * A node as metrics see it. The first three fields are in every list; the others are given where a metric needs them.
 * An absent field was not loaded. null says that its value is unknown.
 */
export type MetricNode = {
  /** 1 to 2^32 - 1, in the order of registration. */
  readonly nodeId: number
  /** Lower-case address. */
  readonly operator: Hex
  readonly ip: string
  /** Base units. */
  readonly stake?: bigint
  /** The node's stake by place. A solo node has one contribution, its owner's. */
  readonly contributions?: readonly { readonly contributor: Hex; readonly amount: bigint }[]
  /** Number of the autonomous system. */
  readonly asNumber?: number | null
  /** Two capitals (ISO 3166-1). */
  readonly country?: string | null
  /** Whether clients may choose the node as a guard. */
  readonly isGuardEligible?: boolean
}

type OptionalField = 'stake' | 'contributions' | 'asNumber' | 'country' | 'isGuardEligible'

/** @throws NodeFieldMissingError if the field was not loaded */
export function requireField<F extends OptionalField>(node: MetricNode, field: F): NonNullable<MetricNode[F]> | null {
  const value = node[field]
  if (value === undefined) throw new NodeFieldMissingError({ nodeId: node.nodeId, field })
  return value as NonNullable<MetricNode[F]> | null
}
