import { type AstNode, childOf } from '../ast.ts'
import { type Edit, type Operator, replace, type Site, textOf } from './site.ts'

/** Changes a constant by one, or doubles it. */
export const constant: Operator = ({ node, source }) => {
  const value = childOf(node, 'value')
  if (node.nodeType !== 'VariableDeclaration' || node['constant'] !== true || value === undefined) return []
  const text = textOf(source, value)
  const type = typeOf(node)
  if (type === 'address') return [replace(value, `address(uint160(${text}) + 1)`)]
  if (type === 'bytes32') return [replace(value, `bytes32(uint256(${text}) + 1)`)]
  if (!/^u?int\d+$/.test(type)) return []
  // One more than the maximum does not compile. Doubling 0 or 1 gives a known mutant.
  const next = replace(value, text.endsWith('.max') ? `${text} - 1` : `(${text}) + 1`)
  return /^[01]$/.test(text) || text.endsWith('.max') ? [next] : [next, replace(value, `(${text}) * 2`)]
}

/** Changes a number in the code by one, or negates a boolean. Constants and lengths of types are excluded. */
export const literal: Operator = (site) => {
  const { node, ancestors, source } = site
  if (node.nodeType !== 'Literal' || ancestors.some(isDeclaredElsewhere)) return []
  const text = textOf(source, node)
  if (node['kind'] === 'bool') return [replace(node, text === 'true' ? 'false' : 'true')]
  return node['kind'] === 'number' ? [oneMore(site, text)] : []
}

/** The number plus one. A hexadecimal number keeps its length, because a bytes32 needs all its digits. */
export const oneMore = ({ node }: Site, text: string): Edit => {
  const [, digits = '0', unit = ''] = /^(0x[0-9a-fA-F_]+|[0-9_]+)(.*)$/s.exec(text) ?? []
  const plain = digits.replaceAll('_', '')
  const value = BigInt(plain) + 1n
  const next = plain.startsWith('0x') ? `0x${value.toString(16).padStart(plain.length - 2, '0')}` : String(value)
  return replace(node, next + unit)
}

const typeOf = (node: AstNode): string => {
  const descriptions = node['typeDescriptions'] as { typeString?: string } | undefined
  return descriptions?.typeString ?? ''
}

const isDeclaredElsewhere = (node: AstNode): boolean =>
  node.nodeType === 'ArrayTypeName' || (node.nodeType === 'VariableDeclaration' && node['constant'] === true)
