import type { Hex } from '../bytes.ts'
import { scoreInto } from './score.ts'
import { subnetOf } from './subnet.ts'

/** Nodes that serve a bucket, if there are as many. */
export const SWARM_SIZE = 7

/** The fields of a node that decide swarms. A `ServiceNodeRecord` has them. */
export type SwarmNode = {
  readonly nodeId: number
  /** Lower-case address. Operators are compared as texts. */
  readonly operator: Hex
  readonly ip: string
  /** 64 bits. */
  readonly seed: bigint
}

/** About so many of the best-ranked nodes are tried first. All are sorted only if few operators hold the top. */
const FIRST_LOOK = 64

/** The fields that a pass forbids to share with a node taken before. Later passes forbid fewer and only add nodes. */
const PASSES = [
  { operator: true, subnet: true },
  { operator: false, subnet: true },
  { operator: false, subnet: false },
] as const

/**
 * Prepares a list of nodes for any number of lookups of swarms.
 *
 * The swarm of a bucket has 7 nodes. All nodes are ranked by score, highest first. Of equals the lower nodeId is first.
 * Nodes are taken from the top. A node that shares its operator or subnet with one taken before is passed over. If the
 * list ends before there are 7, a second pass drops the operator rule and a third both.
 *
 * @returns the nodes of a bucket's swarm in the order taken. Throws BucketInvalidError if there is no such bucket.
 * @throws IpInvalidError if a node has no valid address
 */
export function createSwarmOf<T extends SwarmNode>(nodes: readonly T[]): (bucket: number) => T[] {
  const seeds = new Uint32Array(2 * nodes.length)
  nodes.forEach(({ seed }, i) => {
    seeds[2 * i] = Number(seed >> 32n)
    seeds[2 * i + 1] = Number(seed & 0xffffffffn)
  })
  const subnets = nodes.map(({ ip }) => subnetOf(ip))
  const scores = new Uint32Array(seeds.length)
  const idOf = (i: number): number => (nodes[i] as T).nodeId
  const inOrder = (a: number, b: number): number =>
    (scores[2 * b] as number) - (scores[2 * a] as number) ||
    (scores[2 * b + 1] as number) - (scores[2 * a + 1] as number) ||
    idOf(a) - idOf(b)

  /** Ranks the nodes with a score in the upper `share` of the range: the top of the whole ranking. */
  const topOf = (share: number): Uint32Array => {
    const cut = 2 ** 32 * (1 - share)
    const top: number[] = []
    for (let i = 0; i < nodes.length; i++) if ((scores[2 * i] as number) >= cut) top.push(i)
    return Uint32Array.from(top).sort(inOrder)
  }

  return (bucket) => {
    scoreInto(seeds, bucket, scores)
    const first = take({ nodes, subnets, ranking: topOf(FIRST_LOOK / nodes.length), passes: PASSES.slice(0, 1) })
    return first.length === SWARM_SIZE ? first : take({ nodes, subnets, ranking: topOf(1), passes: PASSES })
  }
}

type Taking<T> = {
  nodes: readonly T[]
  subnets: readonly string[]
  ranking: Uint32Array
  passes: readonly { operator: boolean; subnet: boolean }[]
}

function take<T extends SwarmNode>({ nodes, subnets, ranking, passes }: Taking<T>): T[] {
  const taken = new Set<number>()
  const operatorsTaken = new Set<Hex>()
  const subnetsTaken = new Set<string>()
  for (const distinct of passes)
    for (const i of ranking) {
      if (taken.size === SWARM_SIZE) break
      const { operator } = nodes[i] as T
      const subnet = subnets[i] as string
      if (taken.has(i)) continue
      if (distinct.operator && operatorsTaken.has(operator)) continue
      if (distinct.subnet && subnetsTaken.has(subnet)) continue
      taken.add(i)
      operatorsTaken.add(operator)
      subnetsTaken.add(subnet)
    }
  return [...taken].map((i) => nodes[i] as T)
}
