import { childOf, rangeOf } from '../ast.ts'
import { type Edit, type Operator, replace, type Site } from './site.ts'

/** A bound off by one, or a negated equality. */
const EDGES: Readonly<Record<string, string>> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==' }

const ARITHMETIC: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '%': '*',
  '<<': '>>',
  '>>': '<<',
  '&': '|',
  '|': '&',
}

/** Neutral value of an operand of `&&` or `||`. */
const NEUTRAL: Readonly<Record<string, string>> = { '&&': 'true', '||': 'false' }

export const edge: Operator = (site) => (site.node.nodeType === 'BinaryOperation' ? exchange(site, EDGES, '') : [])

export const arithmetic: Operator = (site) => {
  if (site.node.nodeType === 'BinaryOperation') return exchange(site, ARITHMETIC, '')
  return site.node.nodeType === 'Assignment' ? exchange(site, ARITHMETIC, '=') : []
}

/** Drops one side of `&&` or `||`. */
export const operand: Operator = ({ node }) => {
  const neutral = node.nodeType === 'BinaryOperation' ? NEUTRAL[String(node['operator'])] : undefined
  if (neutral === undefined) return []
  // The sides of a chain are their own sites.
  return [childOf(node, 'leftExpression'), childOf(node, 'rightExpression')].flatMap((side) =>
    side === undefined || side['operator'] === node['operator'] ? [] : [replace(side, neutral)],
  )
}

const exchange = ({ node }: Site, table: Readonly<Record<string, string>>, suffix: string): Edit[] => {
  const operator = String(node['operator'])
  const other = operator.endsWith(suffix) ? table[operator.slice(0, operator.length - suffix.length)] : undefined
  const left = childOf(node, 'leftExpression') ?? childOf(node, 'leftHandSide')
  const right = childOf(node, 'rightExpression') ?? childOf(node, 'rightHandSide')
  if (other === undefined || left === undefined || right === undefined) return []
  return [{ start: rangeOf(left).end, end: rangeOf(right).start, replacement: ` ${other}${suffix} ` }]
}
