import type { Hex } from '../../shared/bytes.ts'
import type { ServiceNodeRecord } from '../../shared/list/record.ts'
import { subnetOf, wideSubnetOf } from '../../shared/swarm/subnet.ts'
import { GUARD_AGE, LEVELS, type Level } from './rules.ts'

/** What paths need to know of a node; a `ServiceNodeRecord` has it all. */
export type PathNode = Pick<
  ServiceNodeRecord,
  'nodeId' | 'operator' | 'ed25519Key' | 'ip' | 'rpcPort' | 'quicPort' | 'activatedAt'
>

/**
 * Two nodes must not be on one path where they share their operator number or their subnet number. A rule that is given up
 * is a number of its own for each node. `pair` numbers operator and subnet together.
 */
export type Classes = {
  readonly operator: Int32Array
  readonly subnet: Int32Array
  readonly pair: Int32Array
  /** Hops that can differ in both at the most: a list with fewer than a path has need not be searched. */
  readonly differentMax: number
}

/** A list, prepared to draw from; nodes are known by their index in it. */
export type NodeTable = {
  readonly nodes: readonly PathNode[]
  /** Unix seconds. */
  readonly anchorTimestamp: number
  /** Undefined: not listed. */
  indexOf(nodeId: number): number | undefined
  /** Indexes of an operator's nodes. */
  indexesOf(operator: Hex): readonly number[]
  /** What nodes must differ in at each level. */
  readonly classes: Readonly<Record<Level, Classes>>
  isOldEnough(index: number): boolean
  /** The node's X25519 key; null when its Ed25519 key is unsound, and it is not in `alive` from then on. */
  keyOf(index: number): Hex | null
  /** 1 for each node that is not known to have an unsound key. Keys are looked at only when drawn: each takes 0.1 ms. */
  readonly alive: Uint8Array
  /** Nodes known to have an unsound key. */
  unsoundCount(): number
}

/** `names` numbered from 0 in order of appearance. */
function numbered(names: readonly (string | number)[]): Int32Array {
  const numbers = new Map<string | number, number>()
  return Int32Array.from(names, (name) => {
    const known = numbers.get(name)
    if (known !== undefined) return known
    numbers.set(name, numbers.size)
    return numbers.size - 1
  })
}

function classesOf(operator: Int32Array, subnet: Int32Array): Classes {
  const pairs = Array.from(operator, (number, i) => number * operator.length + (subnet[i] as number))
  const differentMax = Math.min(new Set(operator).size, new Set(subnet).size)
  return { operator, subnet, pair: numbered(pairs), differentMax }
}

/**
 * @param args.anchorTimestamp unix seconds
 * @param args.x25519KeyOf see `x25519KeyOf`; remembers what it computed
 * @throws IpInvalidError when a node has no valid address.
 */
export function createNodeTable(args: {
  nodes: readonly PathNode[]
  anchorTimestamp: number
  x25519KeyOf: (ed25519Key: Hex) => Hex | null
}): NodeTable {
  const { nodes, anchorTimestamp } = args
  const indexes = new Map(nodes.map(({ nodeId }, i) => [nodeId, i]))
  const byOperator = new Map<Hex, number[]>()
  nodes.forEach((node, i) => {
    const indexesOfIt = byOperator.get(node.operator)
    if (indexesOfIt === undefined) byOperator.set(node.operator, [i])
    else indexesOfIt.push(i)
  })
  const alive = new Uint8Array(nodes.length).fill(1)
  let unsound = 0
  const each = Int32Array.from(nodes, (_, i) => i)
  const operator = numbered(nodes.map((node) => node.operator))
  const wide = classesOf(operator, numbered(nodes.map(({ ip }) => wideSubnetOf(ip))))
  const narrow = classesOf(operator, numbered(nodes.map(({ ip }) => subnetOf(ip))))
  const byLevel = [wide, wide, narrow, classesOf(operator, each), classesOf(each, each)] as const
  return {
    nodes,
    anchorTimestamp,
    indexOf: (nodeId) => indexes.get(nodeId),
    indexesOf: (operator) => byOperator.get(operator) ?? [],
    classes: Object.fromEntries(LEVELS.map((level) => [level, byLevel[level]])) as Record<Level, Classes>,
    isOldEnough: (index) => (nodes[index] as PathNode).activatedAt + GUARD_AGE <= anchorTimestamp,
    keyOf: (index) => {
      const key = args.x25519KeyOf((nodes[index] as PathNode).ed25519Key)
      if (key === null && alive[index] === 1) {
        alive[index] = 0
        unsound++
      }
      return key
    },
    alive,
    unsoundCount: () => unsound,
  }
}
