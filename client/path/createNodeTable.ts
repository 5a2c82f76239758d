import type { Hex } from '../../shared/bytes.ts'
import { GUARD_AGE } from '../../shared/serviceNode/guardAge.ts'
import { subnetOf, wideSubnetOf } from '../../shared/swarm/subnet.ts'
import type { Classes, NodeTable, PathNode } from './nodeTable.ts'
import { LEVELS, type Level } from './rules.ts'

/** Numbers names from 0 in order of appearance. */
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
 * @param args.x25519KeyOf as the function of that name, with a cache
 * @throws IpInvalidError if a node has an invalid address
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
