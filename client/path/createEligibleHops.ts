import type { NodeTable } from './nodeTable.ts'
import { HOPS, type Level } from './rules.ts'

/** Which nodes may follow on a guard. `alive` has 1 for each node that may be used. */
export type EligibleHops = {
  /** Whether there is a last and a middle hop for the guard. */
  canBegin(guard: number, level: Level, alive: Uint8Array): boolean
  /** Last hops for which there is a middle hop too: no draw ends nowhere while a path exists. */
  lasts(guard: number, level: Level, alive: Uint8Array): number[]
  /** Middle hops between the guard and the last hop. */
  middles(guard: number, last: number, level: Level, alive: Uint8Array): number[]
}

export function createEligibleHops({ nodes, classes }: NodeTable): EligibleHops {
  const operators = new Int32Array(nodes.length)
  const subnets = new Int32Array(nodes.length)
  const pairs = new Int32Array(nodes.length)

  /** Nodes from `from` on, at most `max`, that may be on a path with `a` and with `b`. */
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
    // Nodes that share operator or subnet with it, itself among them: those of both were counted twice.
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
      // Mostly the first that fits the guard has a middle hop; else all are looked at.
      return fitting({ a: guard, b: last, level, alive }, last, 1).length > 0 || lasts(guard, level, alive).length > 0
    },
    lasts,
    middles: (guard, last, level, alive) => fitting({ a: guard, b: last, level, alive }),
  }
}
