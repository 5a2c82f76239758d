import { type AstNode, rangeOf } from '../ast.ts'

/** A node in its surroundings, as an operator sees it. */
export type Site = {
  readonly node: AstNode
  /** From the node's parent to the source unit. */
  readonly ancestors: readonly AstNode[]
  /** The whole source, UTF-8. */
  readonly source: Buffer
}

/** Bytes of the source that an operator replaces. */
export type Edit = { readonly start: number; readonly end: number; readonly replacement: string }

/** Changes of a node; empty if the operator does not apply. */
export type Operator = (site: Site) => readonly Edit[]

export const textOf = (source: Buffer, node: AstNode): string => {
  const { start, end } = rangeOf(node)
  return source.subarray(start, end).toString()
}

/** Replaces a whole node. */
export const replace = (node: AstNode, replacement: string): Edit => ({ ...rangeOf(node), replacement })
