import { SourceInvalidError } from './errors.ts'

/** A piece of Solidity source. A string includes its quotes, but not a prefix such as `hex`. */
export type Token = { readonly kind: 'comment' | 'string' | 'code'; readonly text: string }

/** Characters at which the compiler ends a line. */
const BREAKS = String.raw`\n\v\f\r\u0085\u2028\u2029`

const quoted = (quote: string): string => String.raw`${quote}(?:[^${quote}\\${BREAKS}]|\\[\s\S])*${quote}`

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^${BREAKS}]*|/\*[\s\S]*?\*/)`,
    `(?<string>${quoted('"')}|${quoted("'")})`,
    // A slash that does not begin a comment is an operator.
    `(?<code>[^/"']+|/(?![/*]))`,
  ].join('|'),
  'gy',
)

/** Longest part of an invalid source that an error quotes. */
const EXCERPT_CHARS_MAX = 40

/**
 * Splits Solidity source into comments, strings and code. The texts of all tokens together are the source.
 *
 * @throws SourceInvalidError if a comment or a string never ends
 */
export const tokenize = (source: string): Token[] => {
  const tokens: Token[] = []
  let end = 0
  for (const { 0: text, groups = {} } of source.matchAll(TOKEN)) {
    const kind = groups['comment'] !== undefined ? 'comment' : groups['string'] !== undefined ? 'string' : 'code'
    tokens.push({ kind, text })
    end += text.length
  }
  if (end === source.length) return tokens
  const line = source.slice(0, end).split('\n').length
  throw new SourceInvalidError({ line, text: source.slice(end, end + EXCERPT_CHARS_MAX).split('\n')[0] ?? '' })
}

/** The compiler obeys comments such as `/// @solidity memory-safe-assembly`. */
const isInstruction = (comment: string): boolean => /^\/(?:\/\/|\*\*)[\s\S]*@solidity\s/.test(comment)

/** Characters beside which a space separates nothing. */
const NEEDLESS_SPACE = /\s*([(){}[\];,])\s*/g

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(NEEDLESS_SPACE, '$1')

/**
 * Returns Solidity source as the compiler understands it: without comments and line breaks. Strings stay as they are.
 * Two sources with the same result compile to the same bytecode.
 *
 * @throws SourceInvalidError if a comment or a string never ends
 */
export const stripComments = (source: string): string => {
  const parts: string[] = []
  let code = ''
  const flush = (): void => {
    parts.push(collapse(code))
    code = ''
  }
  for (const { kind, text } of tokenize(source)) {
    if (kind === 'code') code += text
    else if (kind === 'comment' && !isInstruction(text)) code += ' '
    else {
      flush()
      parts.push(kind === 'string' ? text : `\n${text.replaceAll(/\s+/g, ' ').trim()}\n`)
    }
  }
  flush()
  return parts.join('').trim()
}
