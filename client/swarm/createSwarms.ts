import { BUCKETS, bucketOf } from '../../shared/swarm/bucket.ts'
import { createSwarmOf, type SwarmNode } from '../../shared/swarm/swarmOf.ts'
import { NodeNotListedError } from './errors.ts'

/** The swarms of one list. They change with the list only: keep one for each list. */
export type Swarms<T extends SwarmNode> = {
  /**
   * The nodes that keep an account's messages, in the order of the swarm; 7 where the list has as many.
   *
   * @param accountKey the 32-byte X25519 key, without a prefix byte
   * @throws AccountKeyInvalidError
   */
  swarm(accountKey: Uint8Array): T[]
  /**
   * The buckets that a node serves, ascending. The first call does what `indexBuckets` left to do.
   *
   * @throws NodeNotListedError
   */
  bucketsOf(nodeId: number): number[]
  /**
   * Does a part of the work of `bucketsOf`, so that it need not stand still for all of it: all buckets of 2,000 nodes take
   * about a second.
   *
   * @param count buckets to look at
   * @returns how many are left to look at.
   */
  indexBuckets(count: number): number
}

/**
 * Swarms of a verified list, without asking anybody. Nothing is computed before it is asked for.
 *
 * @throws IpInvalidError when a node has no valid address.
 */
export function createSwarms<T extends SwarmNode>(nodes: readonly T[]): Swarms<T> {
  const swarmOf = createSwarmOf(nodes)
  const served = new Map<number, number[]>(nodes.map(({ nodeId }) => [nodeId, []]))
  let indexed = 0

  const indexBuckets = (count: number): number => {
    for (const end = Math.min(BUCKETS, indexed + count); indexed < end; indexed++)
      for (const { nodeId } of swarmOf(indexed)) served.get(nodeId)?.push(indexed)
    return BUCKETS - indexed
  }

  return {
    swarm: (accountKey) => swarmOf(bucketOf(accountKey)),
    bucketsOf: (nodeId) => {
      const buckets = served.get(nodeId)
      if (buckets === undefined) throw new NodeNotListedError({ nodeId })
      indexBuckets(BUCKETS)
      return [...buckets]
    },
    indexBuckets,
  }
}
