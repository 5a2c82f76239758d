import { type AstNode, childOf } from '../ast.ts'
import { type Operator, replace } from './site.ts'

/** A check that is not made. */
export const guard: Operator = ({ node }) => {
  const condition = childOf(node, 'condition')
  return condition !== undefined && isGuard(node) ? [replace(condition, 'false')] : []
}

/** A choice that is always the same one. A loop is left out only: one that never ends tells nothing. */
export const choice: Operator = ({ node }) => {
  const condition = childOf(node, 'condition')
  if (condition === undefined || isGuard(node)) return []
  if (node.nodeType === 'ForStatement' || node.nodeType === 'WhileStatement') return [replace(condition, 'false')]
  const isChoice = node.nodeType === 'IfStatement' || node.nodeType === 'Conditional'
  return isChoice ? [replace(condition, 'true'), replace(condition, 'false')] : []
}

/** `if (…) revert …`, in braces or not. */
const isGuard = (node: AstNode): boolean => {
  if (node.nodeType !== 'IfStatement' || childOf(node, 'falseBody') !== undefined) return false
  const body = childOf(node, 'trueBody')
  const statements = body?.['statements']
  const [only] = Array.isArray(statements) ? (statements as AstNode[]) : [body]
  return only?.nodeType === 'RevertStatement'
}
