/** A node of the compiler's syntax tree. */
export type AstNode = { readonly nodeType: string; readonly src: string; readonly [key: string]: unknown }

const isNode = (value: unknown): value is AstNode =>
  typeof value === 'object' && value !== null && 'nodeType' in value && 'src' in value

/** The nodes directly below, in the order of the source. */
export const childrenOf = (node: AstNode): AstNode[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)
    .sort((a, b) => rangeOf(a).start - rangeOf(b).start)

/** Position of a node in its source, in bytes. */
export const rangeOf = ({ src }: AstNode): { start: number; end: number } => {
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** The node below `key`; undefined: there is none. */
export const childOf = (node: AstNode | undefined, key: string): AstNode | undefined => {
  const child = node?.[key]
  return isNode(child) ? child : undefined
}
