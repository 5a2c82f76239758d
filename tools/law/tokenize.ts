/** A piece of TypeScript or JavaScript that imports can be found by. Spaces and regular expressions are left out. */
export type Token = { readonly kind: 'comment' | 'string' | 'word' | 'sign'; readonly text: string }

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^\n]*|/\*[\s\S]*?\*/)`,
    String.raw`(?<string>'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")`,
    String.raw`(?<word>[\w$]+)`,
    String.raw`(?<space>\s+)`,
    String.raw`(?<sign>[\s\S])`,
  ].join('|'),
  'y',
)

const REGULAR_EXPRESSION = /\/(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y

/** Text of a template up to its end or to the next `${`. */
const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{)/y

/** Stands for a template or a regular expression. A slash behind it divides. */
const VALUE = '``'

/** A slash divides behind a value, and begins a regular expression behind one of these words. */
const OPERATORS = new Set(['return', 'typeof', 'case', 'in', 'of', 'do', 'else', 'void', 'delete', 'await', 'yield'])

/** Splits source into tokens. A template without code in it is a string. The code in a template is split too. */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = []
  /** Open braces in each template that is not at its end. */
  const braces: number[] = []
  let position = 0
  const match = (expression: RegExp): RegExpExecArray | null => {
    expression.lastIndex = position
    const found = expression.exec(source)
    position += found?.[0].length ?? 0
    return found
  }
  const readTemplate = (start: string): void => {
    const text = start + (match(TEMPLATE_TEXT)?.[0] ?? '')
    const isWhole = text.startsWith('`') && text.endsWith('`')
    tokens.push(isWhole ? { kind: 'string', text } : { kind: 'sign', text: VALUE })
    if (text.endsWith('${')) braces.push(0)
  }
  while (position < source.length) {
    if (source[position] === '/' && beginsExpression(tokens, source[position + 1]) && match(REGULAR_EXPRESSION)) {
      tokens.push({ kind: 'sign', text: VALUE })
      continue
    }
    const { 0: text = '', groups = {} } = match(TOKEN) ?? {}
    if (groups['space'] !== undefined) continue
    const kind = (['comment', 'string', 'word'] as const).find((name) => groups[name] !== undefined) ?? 'sign'
    if (text === '`') readTemplate(text)
    else if (text === '}' && braces.at(-1) === 0) {
      braces.pop()
      readTemplate(text)
    } else {
      if (text === '{' || text === '}') addTo(braces, text === '{' ? 1 : -1)
      tokens.push({ kind, text })
    }
  }
  return tokens
}

const addTo = (counts: number[], change: number): void => {
  const last = counts.pop()
  if (last !== undefined) counts.push(last + change)
}

const beginsExpression = (tokens: readonly Token[], next: string | undefined): boolean => {
  if (next === '/' || next === '*') return false
  const before = tokens.findLast(({ kind }) => kind !== 'comment')
  if (before === undefined) return true
  if (before.kind === 'word') return OPERATORS.has(before.text)
  return before.kind === 'sign' && ![')', ']', '}', VALUE].includes(before.text)
}
