import type { SwarmNode } from '../../shared/swarm/swarmOf.ts'
import { createSwarms, type Swarms } from './createSwarms.ts'

/** Makes a function that prepares the swarms of a list once, and again only for another list. */
export function createSwarmCache<T extends SwarmNode>(): (nodes: readonly T[]) => Swarms<T> {
  let prepared: { nodes: readonly T[]; swarms: Swarms<T> } | null = null
  return (nodes) => {
    if (prepared?.nodes !== nodes) prepared = { nodes, swarms: createSwarms(nodes) }
    return prepared.swarms
  }
}
