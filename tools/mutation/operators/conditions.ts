import { type AstNode, childOf } from '../ast.ts'
import { type Operator, replace } from './site.ts'

/** Drops a check. */
export const guard: Operator = ({ node }) => {
  const condition = childOf(node, 'condition')
  return condition !== undefined && isGuard(node) ? [replace(condition, 'false')] : []
}

/** Makes a choice constant. A loop is only dropped, because an endless one shows nothing. */
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
