import { childOf, rangeOf } from '../ast.ts'
import { oneMore } from './literals.ts'
import { type Operator, replace, textOf } from './site.ts'

const CALLS: Readonly<Record<string, string>> = {
  add: 'sub',
  sub: 'add',
  and: 'or',
  or: 'and',
  lt: 'gt',
  gt: 'lt',
  shl: 'shr',
  shr: 'shl',
  eq: 'xor',
}

/** Inline assembly: swaps an instruction, adds one to a number, drops a statement, or makes a condition false. */
export const assembly: Operator = (site) => {
  const { node, ancestors, source } = site
  switch (node.nodeType) {
    case 'YulFunctionCall': {
      const name = childOf(node, 'functionName')
      const other = CALLS[String(name?.['name'])]
      return name === undefined || other === undefined ? [] : [replace(name, other)]
    }
    case 'YulLiteral':
      return node['kind'] === 'number' ? [oneMore(site, textOf(source, node))] : []
    case 'YulAssignment':
    case 'YulExpressionStatement':
      // A loop without its step never ends.
      return ancestors[1]?.nodeType === 'YulForLoop' && isPost(site.ancestors) ? [] : [replace(node, '')]
    case 'YulIf': {
      const condition = childOf(node, 'condition')
      return condition === undefined ? [] : [replace(condition, '0')]
    }
    default:
      return []
  }
}

const isPost = ([block, loop]: Parameters<Operator>[0]['ancestors']): boolean => {
  const post = childOf(loop, 'post')
  return block !== undefined && post !== undefined && rangeOf(post).start === rangeOf(block).start
}
