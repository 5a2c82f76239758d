import { type AstNode, rangeOf } from './ast.ts'
import type { Edit, Site } from './operators/site.ts'

/** Longest text around a change: about a line. */
const CONTEXT_CHARS_MAX = 100

/** Nodes that bound a context. */
const BORDERS = ['Block', 'UncheckedBlock', 'ForStatement', 'TryStatement', 'FunctionDefinition', 'ModifierDefinition']
const CONTRACT_BORDERS = ['ContractDefinition', 'YulBlock', 'InlineAssembly']

/**
 * For example: `RegistryLens.serviceNodes edge: limit == 0 || limit [> → >=] PAGE_MAX`. The change is shown in the
 * widest expression or statement around it that fits a line.
 */
export const nameMutant = (site: Site, operator: string, edit: Edit): string => {
  const { source } = site
  const context = contextOf(site, edit)
  const before = tidy(source.subarray(context.start, edit.start))
  const old = tidy(source.subarray(edit.start, edit.end))
  const after = tidy(source.subarray(edit.end, context.end))
  const space = old.startsWith(' ') ? ' ' : ''
  const replacement = edit.replacement === '{}' ? '' : edit.replacement.trim()
  const change = `${before}${space}[${shorten(old.trim())} → ${replacement}]${space}${after}`
  return `${placeOf(site)} ${operator}: ${change.trim()}`
}

const contextOf = ({ node, ancestors, source }: Site, edit: Edit): { start: number; end: number } => {
  let context = { start: edit.start, end: edit.end }
  for (const around of [node, ...ancestors]) {
    if ([...BORDERS, ...CONTRACT_BORDERS].includes(around.nodeType)) break
    const { start, end } = rangeOf(around)
    const wider = { start: Math.min(start, context.start), end: Math.max(end, context.end) }
    if (tidy(source.subarray(wider.start, wider.end)).length > CONTEXT_CHARS_MAX) break
    context = wider
  }
  return context
}

/** Contract and function, if the change is in one. */
const placeOf = ({ node, ancestors }: Site): string => {
  const around = [node, ...ancestors]
  const nameOf = (...types: string[]): string[] => {
    const found = around.find(({ nodeType }) => types.includes(nodeType))
    return found === undefined ? [] : [functionName(found)]
  }
  return [...nameOf('ContractDefinition'), ...nameOf('FunctionDefinition', 'ModifierDefinition')].join('.')
}

const functionName = (node: AstNode): string => (node['name'] === '' ? String(node['kind']) : String(node['name']))

/** One line without comments. */
const tidy = (bytes: Buffer): string =>
  bytes
    .toString()
    .replaceAll(/\/\/[^\n]*|\/\*.*?\*\//gs, ' ')
    .replaceAll(/\s+/g, ' ')

const shorten = (text: string): string =>
  text.length > CONTEXT_CHARS_MAX ? `${text.slice(0, CONTEXT_CHARS_MAX)}…` : text
