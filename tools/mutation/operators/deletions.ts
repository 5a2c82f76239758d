import { childOf, rangeOf } from '../ast.ts'
import type { Edit, Operator, Site } from './site.ts'

/** Drops an event. */
export const event: Operator = (site) => (site.node.nodeType === 'EmitStatement' ? [withoutStatement(site)] : [])

/** Drops a write to a variable: an assignment, a step or a delete. */
export const write: Operator = (site) => {
  const expression = expressionOf(site)
  const isWrite = expression?.nodeType === 'Assignment' || expression?.nodeType === 'UnaryOperation'
  return isWrite ? [withoutStatement(site)] : []
}

/** Drops a call without a used result: a check, a transfer, an inner step. */
export const call: Operator = (site) => {
  if (site.node.nodeType === 'TryStatement') return [{ ...rangeOf(site.node), replacement: '{}' }]
  return expressionOf(site)?.nodeType === 'FunctionCall' ? [withoutStatement(site)] : []
}

/** Drops a return, so later statements run too. At a function's end, the result is 0. */
export const leave: Operator = (site) =>
  ['Return', 'Continue', 'Break'].includes(site.node.nodeType) ? [withoutStatement(site)] : []

/** Drops a modifier. Constructors of bases stay. */
export const modifier: Operator = ({ node }) =>
  node.nodeType === 'ModifierInvocation' && node['kind'] === 'modifierInvocation'
    ? [{ ...rangeOf(node), replacement: '' }]
    : []

/** The expression of a statement that has no other part. A loop's header is not one. */
const expressionOf = ({ node, ancestors: [parent] }: Site) =>
  node.nodeType === 'ExpressionStatement' && parent?.nodeType !== 'ForStatement'
    ? childOf(node, 'expression')
    : undefined

/** Braces, because a statement may be the whole body of an `if`. The compiler's range ends before the semicolon. */
const withoutStatement = ({ node, source }: Site): Edit => {
  const { start, end } = rangeOf(node)
  return { start, end: source.indexOf(';', end) + 1, replacement: '{}' }
}
