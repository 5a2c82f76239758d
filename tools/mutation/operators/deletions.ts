import { childOf, rangeOf } from '../ast.ts'
import type { Edit, Operator, Site } from './site.ts'

/** An event is not told. */
export const event: Operator = (site) => (site.node.nodeType === 'EmitStatement' ? [withoutStatement(site)] : [])

/** A variable is not written: assigned, stepped or deleted. */
export const write: Operator = (site) => {
  const expression = expressionOf(site)
  const isWrite = expression?.nodeType === 'Assignment' || expression?.nodeType === 'UnaryOperation'
  return isWrite ? [withoutStatement(site)] : []
}

/** A call is not made whose answer nobody asks for: a check, a transfer, an inner step. */
export const call: Operator = (site) => {
  if (site.node.nodeType === 'TryStatement') return [{ ...rangeOf(site.node), replacement: '{}' }]
  return expressionOf(site)?.nodeType === 'FunctionCall' ? [withoutStatement(site)] : []
}

/** What follows is done too; at a function's end, what is returned is 0. */
export const leave: Operator = (site) =>
  ['Return', 'Continue', 'Break'].includes(site.node.nodeType) ? [withoutStatement(site)] : []

/** A modifier is not asked. Constructors of bases stay. */
export const modifier: Operator = ({ node }) =>
  node.nodeType === 'ModifierInvocation' && node['kind'] === 'modifierInvocation'
    ? [{ ...rangeOf(node), replacement: '' }]
    : []

/** The expression of a statement that has no other part; a loop's header is none. */
const expressionOf = ({ node, ancestors: [parent] }: Site) =>
  node.nodeType === 'ExpressionStatement' && parent?.nodeType !== 'ForStatement'
    ? childOf(node, 'expression')
    : undefined

/** Braces, for a statement may be all there is behind an `if`. The compiler's range ends before the semicolon. */
const withoutStatement = ({ node, source }: Site): Edit => {
  const { start, end } = rangeOf(node)
  return { start, end: source.indexOf(';', end) + 1, replacement: '{}' }
}
