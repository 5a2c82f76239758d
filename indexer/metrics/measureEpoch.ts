import { type Hex, hexToBytes } from '../../shared/bytes.ts'
import { formatIp } from '../../shared/ip.ts'
import { collectOperators, collectWeights, distributionOf } from '../../shared/metrics/collectWeights.ts'
import { type CapturedSwarms, countCapturedSwarms } from '../../shared/metrics/countCapturedSwarms.ts'
import { hashInput } from '../../shared/metrics/encodeHistogram.ts'
import type { Dimension } from '../../shared/metrics/entityKey.ts'
import { type CollusionNumbers, findCollusionNumbers } from '../../shared/metrics/findColluders.ts'
import { splitReadings } from '../../shared/metrics/measureReadings.ts'
import type { MetricNode } from '../../shared/metrics/metricNode.ts'
import { rankWeights } from '../../shared/metrics/rankWeights.ts'
import { sumWeights, type WeightSums } from '../../shared/metrics/sumWeights.ts'
import type { ServiceNode } from '../../shared/serviceNode/columns.ts'
import { GUARD_AGE } from '../../shared/serviceNode/guardAge.ts'
import type { SwarmNode } from '../../shared/swarm/swarmOf.ts'

/** Dimensions that follow from the list alone. */
const DIMENSIONS = ['OPERATOR', 'SUBNET', 'SUBNET_WIDE'] as const satisfies readonly Dimension[]
const WEIGHTS = ['COUNT', 'STAKE'] as const

/** The sums of one dimension and weight. `LOW` and `HIGH` where some nodes are unknown, else `EXACT`. */
export type EpochSums = {
  dimension: (typeof DIMENSIONS)[number]
  weight: (typeof WEIGHTS)[number]
  reading: 'EXACT' | 'LOW' | 'HIGH'
  /** keccak256 of the canonical histogram that the sums follow from. */
  inputHash: Hex
  sums: WeightSums
}

/** Metrics of the nodes on the list at the boundary of an epoch. */
export type EpochMetrics = {
  sums: EpochSums[]
  /** Null: no nodes. */
  collusion: CollusionNumbers | null
  /** Null: no nodes, or not asked for. */
  captured: CapturedSwarms | null
}

/**
 * Measures the listed nodes at a boundary.
 *
 * @param args.boundary unix seconds. A node that is active for `GUARD_AGE` by then is eligible as a guard.
 * @param args.withSwarms counts captured swarms too, which takes a tenth of a second at 1,500 nodes
 */
export function measureEpoch(args: {
  nodes: readonly ServiceNode[]
  boundary: bigint
  withSwarms: boolean
}): EpochMetrics {
  const nodes = args.nodes.map((node) => toMetricNode(node, args.boundary))
  return {
    sums: DIMENSIONS.flatMap((dimension) => WEIGHTS.flatMap((weight) => sumsOf(nodes, dimension, weight))),
    collusion: findCollusionNumbers(collectOperators(nodes)),
    captured: args.withSwarms ? countCapturedSwarms(args.nodes.map(toSwarmNode)) : null,
  }
}

function sumsOf(
  nodes: readonly MetricNode[],
  dimension: EpochSums['dimension'],
  weight: EpochSums['weight'],
): EpochSums[] {
  const collected = collectWeights({ nodes, dimension, weight })
  const inputHash = hashInput({ nodes, dimension, weight, enrichment: null })
  if (collected === null || inputHash === null) return []
  const { low, high } = splitReadings(distributionOf(collected))
  const readings =
    collected.unknown.length === 0
      ? ([['EXACT', low]] as const)
      : ([
          ['LOW', low],
          ['HIGH', high],
        ] as const)
  return readings.flatMap(([reading, weights]) => {
    const ranking = rankWeights(weights)
    return ranking === null ? [] : [{ dimension, weight, reading, inputHash, sums: sumWeights(ranking) }]
  })
}

const toMetricNode = (node: ServiceNode, boundary: bigint): MetricNode => ({
  nodeId: node.nodeId,
  operator: node.operator,
  ip: formatIp(hexToBytes(node.ip)),
  stake: node.principal,
  isGuardEligible: node.activatedAt !== null && node.activatedAt + BigInt(GUARD_AGE) <= boundary,
})

const toSwarmNode = ({ nodeId, operator, ip, seed }: ServiceNode): SwarmNode => ({
  nodeId,
  operator,
  ip: formatIp(hexToBytes(ip)),
  seed: seed ?? 0n,
})
