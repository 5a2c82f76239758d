import { SourceInvalidError } from './errors.ts'

/** A piece of Solidity source. A string includes its quotes, but not a prefix such as `hex`. */
export type Token = { readonly kind: 'comment' | 'string' | 'code'; readonly text: string }

/** The compiler ends a line at each of these. */
const BREAKS = String.raw`\n\v\f\r\u0085\u2028\u2029`

const quoted = (quote: string): string => String.raw`${quote}(?:[^${quote}\\${BREAKS}]|\\[\s\S])*${quote}`

const TOKEN = new RegExp(
  [
    String.raw`(?<comment>//[^${BREAKS}]*|/\*[\s\S]*?\*/)`,
    `(?<string>${quoted('"')}|${quoted("'")})`,
    // A slash outside of comments is an operator.
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
