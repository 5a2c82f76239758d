import { childOf, rangeOf } from '../ast.ts'
import type { Operator } from './site.ts'

const SIGNS = ['!', '~', '-']
const STEPS: Readonly<Record<string, string>> = { '++': '--', '--': '++' }

/** Drops `!`, `~` and `-`. */
export const sign: Operator = ({ node }) => {
  const { start } = rangeOf(node)
  const inner = childOf(node, 'subExpression')
  if (node.nodeType !== 'UnaryOperation' || inner === undefined || !SIGNS.includes(String(node['operator']))) return []
  return [{ start, end: rangeOf(inner).start, replacement: '' }]
}

/** Swaps `++` and `--`. */
export const step: Operator = ({ node }) => {
  const other = node.nodeType === 'UnaryOperation' ? STEPS[String(node['operator'])] : undefined
  if (other === undefined) return []
  const { start, end } = rangeOf(node)
  const at = node['prefix'] === true ? start : end - other.length
  return [{ start: at, end: at + other.length, replacement: other }]
}
