import type { Hex } from '../bytes.ts'
import { BUCKETS } from '../swarm/bucket.ts'
import { createSwarmOf, type SwarmNode } from '../swarm/swarmOf.ts'
import { compareTexts } from './compareTexts.ts'

/** Buckets in which the largest operators hold more than half of the members, of 4,096. */
export type CapturedSwarms = { readonly top1: number; readonly top3: number; readonly top10: number }

/** The rank of each operator from 0 on: most nodes first, of equals the lower address. */
function rankByNodes(nodes: readonly SwarmNode[]): Map<Hex, number> {
  const counts = new Map<Hex, number>()
  for (const { operator } of nodes) counts.set(operator, (counts.get(operator) ?? 0) + 1)
  const ranked = [...counts].sort(([a, countA], [b, countB]) => countB - countA || compareTexts(a, b))
  return new Map(ranked.map(([operator], rank) => [operator, rank]))
}

/**
 * Counts the buckets whose swarm the 1, 3 and 10 largest operators capture: together they hold more than half of its
 * members, 4 of 7. Smaller swarms exist only on a network of fewer than 7 nodes. It looks up all 4,096 swarms, which
 * takes about half a second of a processor at 10,000 nodes.
 *
 * @returns null if there are no nodes
 * @throws IpInvalidError if a node has no valid address
 */
export function countCapturedSwarms(nodes: readonly SwarmNode[]): CapturedSwarms | null {
  if (nodes.length === 0) return null
  const ranks = rankByNodes(nodes)
  const swarmOf = createSwarmOf(nodes)
  const captured = { top1: 0, top3: 0, top10: 0 }
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const members = swarmOf(bucket).map(({ operator }) => ranks.get(operator) as number)
    const isCapturedBy = (k: number): boolean => 2 * members.filter((rank) => rank < k).length > members.length
    if (isCapturedBy(1)) captured.top1++
    if (isCapturedBy(3)) captured.top3++
    if (isCapturedBy(10)) captured.top10++
  }
  return captured
}
