import type { EligibleHops } from './eligibleHops.ts'
import type { NodeTable } from './nodeTable.ts'
import { HOPS, type Level } from './rules.ts'

export function createEligibleHops({ nodes, classes }: Pick<NodeTable, 'nodes' | 'classes'>): EligibleHops {
  const operators = new Int32Array(nodes.length)
  const subnets = new Int32Array(nodes.length)
  const pairs = new Int32Array(nodes.length)

  /** Finds at most `max` nodes, from index `from` on, that may be on a path with `a` and `b`. */
  const fitting = (
    { a, b = a, level, alive }: { a: number; b?: number; level: Level; alive: Uint8Array },
    from = 0,
    max = nodes.length,
  ): number[] => {
    const { operator, subnet } = classes[level]
    const [operatorA, subnetA, operatorB, subnetB] = [operator[a], subnet[a], operator[b], subnet[b]]
    const found: number[] = []
    for (let i = from; i < alive.length && found.length < max; i++) {
      if (alive[i] !== 1 || i === a || i === b) continue
      const [operatorI, subnetI] = [operator[i], subnet[i]]
      if (operatorI === operatorA || subnetI === subnetA || operatorI === operatorB || subnetI === subnetB) continue
      found.push(i)
    }
    return found
  }

  const lasts: EligibleHops['lasts'] = (guard, level, alive) => {
    const { operator, subnet, pair } = classes[level]
    const found = fitting({ a: guard, level, alive })
    for (const counts of [operators, subnets, pairs]) counts.fill(0)
    for (const i of found) {
      ;(operators[operator[i] as number] as number)++
      ;(subnets[subnet[i] as number] as number)++
      ;(pairs[pair[i] as number] as number)++
    }
    // Counts the nodes that share operator or subnet with it, itself included. Nodes that share both were counted twice.
    const sharing = (i: number): number =>
      (operators[operator[i] as number] as number) +
      (subnets[subnet[i] as number] as number) -
      (pairs[pair[i] as number] as number)
    return found.filter((i) => sharing(i) < found.length)
  }

  return {
    canBegin(guard, level, alive) {
      if (classes[level].differentMax < HOPS) return false
      const [last] = fitting({ a: guard, level, alive }, 0, 1)
      if (last === undefined) return false
      // The first one that fits the guard usually has a middle hop. If not, all are checked.
      return fitting({ a: guard, b: last, level, alive }, last, 1).length > 0 || lasts(guard, level, alive).length > 0
    },
    lasts,
    middles: (guard, last, level, alive) => fitting({ a: guard, b: last, level, alive }),
  }
}
