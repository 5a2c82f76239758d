import type { Import } from './readImports.ts'

/** A file, and the file that it imports, and so on. */
export type Chain = readonly string[]

/** Finds cycles of imports: for each file in one, the shortest cycle through it. A cycle is returned once. */
export const findCycles = (imports: readonly Import[]): Chain[] => {
  const targets = targetsOf(imports)
  const cycles = new Map<string, Chain>()
  for (const file of targets.keys()) {
    const cycle = shortestCycle(targets, file)
    const key = cycle?.toSorted().join(' ')
    if (cycle !== undefined && key !== undefined && !cycles.has(key)) cycles.set(key, cycle)
  }
  return [...cycles.values()]
}

/**
 * Finds the longest chain of imports from a file. Its length in imports is one less than its files.
 *
 * @param imports without cycles: a file that is met again ends a chain
 */
export const longestChain = (imports: readonly Import[], start: string): Chain => {
  const targets = targetsOf(imports)
  const known = new Map<string, Chain>()
  const from = (file: string): Chain => {
    const found = known.get(file)
    if (found !== undefined) return found
    known.set(file, [file])
    const chains = (targets.get(file) ?? []).map(from)
    const longest = chains.reduce((best, chain) => (chain.length > best.length ? chain : best), [])
    const chain = [file, ...longest]
    known.set(file, chain)
    return chain
  }
  return from(start)
}

const targetsOf = (imports: readonly Import[]): ReadonlyMap<string, readonly string[]> => {
  const targets = new Map<string, string[]>()
  for (const { file, imported } of imports) targets.set(file, [...(targets.get(file) ?? []), imported])
  return targets
}

/** Searches in width. Undefined if no chain of imports leads back to the file. */
const shortestCycle = (targets: ReadonlyMap<string, readonly string[]>, start: string): Chain | undefined => {
  const reached = new Set<string>()
  const waiting: Chain[] = [[start]]
  for (const chain of waiting) {
    for (const target of targets.get(chain.at(-1) ?? '') ?? []) {
      if (target === start) return chain
      if (reached.has(target)) continue
      reached.add(target)
      waiting.push([...chain, target])
    }
  }
  return undefined
}
