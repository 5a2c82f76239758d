import type { Hex } from '../bytes.ts'
import { scoreInto } from './score.ts'
import { subnetOf } from './subnet.ts'

/** Nodes that serve a bucket, where there are as many. */
export const SWARM_SIZE = 7

/** What a swarm depends on; a `ServiceNodeRecord` has it all. */
export type SwarmNode = {
  readonly nodeId: number
  /** Lower-case address: operators are compared as texts. */
  readonly operator: Hex
  readonly ip: string
  /** 64 bits. */
  readonly seed: bigint
}

/** Best-ranked nodes looked at first, about so many: sorting all is needed only where few operators hold the top. */
const FIRST_LOOK = 64

/** What a pass over the ranking forbids to share with a node already taken; a later pass only adds. */
const PASSES = [
  { operator: true, subnet: true },
  { operator: false, subnet: true },
  { operator: false, subnet: false },
] as const

/**
 * Prepares a list of nodes for any number of questions which of them serve a bucket.
 *
 * The swarm of a bucket: all nodes ranked by score, highest first, of equals the lower nodeId first; taken from the top
 * without those that share operator or subnet with one already taken, until there are 7. Where the list ends before that,
 * a second pass drops the operator rule and a third both.
 *
 * @returns the nodes of a bucket's swarm in the order taken; it throws BucketInvalidError when there is no such bucket.
 * @throws IpInvalidError when a node has no valid address.
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

  /** All nodes whose score is in the upper `share` of the range, ranked: the beginning of the whole ranking. */
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
