import { BUCKETS, bucketOf } from '../../shared/swarm/bucket.ts'
import { createSwarmOf, type SwarmNode } from '../../shared/swarm/swarmOf.ts'
import { NodeNotListedError } from './errors.ts'

/** The swarms of one list. They change only with the list, so keep one object for each list. */
export type Swarms<T extends SwarmNode> = {
  /**
   * Returns the nodes that keep an account's messages, in the order of the swarm: 7 if the list has as many.
   *
   * @param accountKey the 32-byte X25519 key, without a prefix byte
   * @throws AccountKeyInvalidError
   */
  swarm(accountKey: Uint8Array): T[]
  /**
   * Returns the buckets that a node serves, ascending. The first call does the work that `indexBuckets` left.
   *
   * @throws NodeNotListedError
   */
  bucketsOf(nodeId: number): number[]
  /**
   * Does a part of the work of `bucketsOf`, so that `bucketsOf` blocks for a shorter time. All buckets of 2,000 nodes take
   * about a second.
   *
   * @param count buckets to compute
   * @returns the number of buckets left
   */
  indexBuckets(count: number): number
}

/**
 * Computes swarms of a verified list, without a request. Computes each swarm when it is asked for.
 *
 * @throws IpInvalidError if a node has an invalid address
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
