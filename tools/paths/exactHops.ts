import type { PathNode } from '../../client/path/nodeTable.ts'
import { levelOf } from './checkPath.ts'

/** Chance of each node to be a hop, by its index. */
export type HopChances = { guard: number[]; middle: number[]; last: number[] }

type Args = {
  readonly records: readonly PathNode[]
  readonly anchorTimestamp: number
  /** Relaxed rules, from the first. */
  readonly level: number
  /** Nodes that may be used; all by default. */
  readonly usable?: (node: PathNode) => boolean
}

/**
 * Computes the distribution of a path by its definition, over all triples: a guard, then a last hop, then a middle one.
 * Each is as likely as any other for which the path can be completed. With `guard`, its index, the guard is given.
 * Without, the user has none yet.
 */
export function exactHops({ records, anchorTimestamp, level, usable = () => true }: Args, guard?: number): HopChances {
  const nodes = records.map((node, index) => ({ node, index })).filter(({ node }) => usable(node))
  const chances: HopChances = {
    guard: records.map(() => 0),
    middle: records.map(() => 0),
    last: records.map(() => 0),
  }
  const add = (counts: number[], index: number, chance: number): void => {
    counts[index] = (counts[index] as number) + chance
  }
  const begun = nodes
    .filter(({ index }) => guard === undefined || index === guard)
    .map((first) => {
      const others = nodes.filter((other) => other !== first)
      const pairs = others.flatMap((last) => {
        const middles = others.filter(
          (middle) => middle !== last && levelOf([first.node, middle.node, last.node], anchorTimestamp) <= level,
        )
        return middles.length > 0 ? [{ last, middles }] : []
      })
      return { first, pairs }
    })
    .filter(({ pairs }) => pairs.length > 0)
  for (const { first, pairs } of begun) {
    add(chances.guard, first.index, 1 / begun.length)
    for (const { last, middles } of pairs) {
      const chance = 1 / begun.length / pairs.length
      add(chances.last, last.index, chance)
      for (const middle of middles) add(chances.middle, middle.index, chance / middles.length)
    }
  }
  return chances
}
