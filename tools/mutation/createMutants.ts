import { type AstNode, childrenOf } from './ast.ts'
import type { Mutant } from './mutant.ts'
import { nameMutant } from './nameMutant.ts'
import { operators } from './operators/operators.ts'
import type { Site } from './operators/site.ts'

/** A source and its syntax tree. */
export type ParsedSource = { readonly file: string; readonly text: string; readonly ast: AstNode }

/**
 * Creates all mutants of some sources, in the order of the sources and of their text. The result is deterministic.
 * Mutants with equal names are numbered.
 */
export const createMutants = (sources: readonly ParsedSource[]): Mutant[] => {
  const seen = new Map<string, number>()
  return sources.flatMap(({ file, text, ast }) => {
    const source = Buffer.from(text)
    return sitesOf(ast, [], source).flatMap((site) =>
      Object.entries(operators).flatMap(([operator, changes]) =>
        changes(site).map((edit) => {
          const name = nameMutant(site, operator, edit)
          const count = (seen.get(name) ?? 0) + 1
          seen.set(name, count)
          return { name: count === 1 ? name : `${name} #${count}`, file, operator, ...edit }
        }),
      ),
    )
  })
}

const sitesOf = (node: AstNode, ancestors: readonly AstNode[], source: Buffer): Site[] => [
  { node, ancestors, source },
  ...childrenOf(node).flatMap((child) => sitesOf(child, [node, ...ancestors], source)),
]
