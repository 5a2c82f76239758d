import { describe, expect, it } from 'vitest'
import { SourceInvalidError } from '../../../scripts/generate/errors.ts'
import { tokenize } from '../../../scripts/generate/tokenize.ts'

/** Kind and text of each token, as one line each. */
const linesOf = (source: string): string[] => tokenize(source).map(({ kind, text }) => `${kind} ${text}`)

/** Texts of one kind. */
const textsOf = (source: string, wanted: string): string[] =>
  tokenize(source).flatMap(({ kind, text }) => (kind === wanted ? [text] : []))

describe('tokenize', () => {
  it('returns code, strings and comments in order', () => {
    expect(linesOf('a = "b"; // c\nd')).toEqual(['code a = ', 'string "b"', 'code ; ', 'comment // c', 'code \nd'])
  })

  it('returns tokens whose texts together are the source', () => {
    const source = `/** @title T */ contract C { string s = "/*" ; bytes b = hex'00'; int i = 1 / 2; } // end`
    expect(
      tokenize(source)
        .map(({ text }) => text)
        .join(''),
    ).toBe(source)
  })

  it.each([
    ['"https://example.org"', ['"https://example.org"']],
    ["'/* no comment */'", ["'/* no comment */'"]],
    ['unicode"// ☃"', ['"// ☃"']],
    ['hex"00ff"', ['"00ff"']],
    [String.raw`"a \" // b"`, [String.raw`"a \" // b"`]],
    [String.raw`'a \' // b'`, [String.raw`'a \' // b'`]],
    [String.raw`"a \\" // b`, [String.raw`"a \\"`]],
    [`"it's" 'a "b" c'`, [`"it's"`, `'a "b" c'`]],
  ])('finds the strings of %s', (source, strings) => {
    expect(textsOf(source, 'string')).toEqual(strings)
  })

  it.each([
    ['// a "string"\nb', ['// a "string"']],
    ['/* it\'s "one */ b', ['/* it\'s "one */']],
    ['/* a // b */ c', ['/* a // b */']],
    ['/* a /* b */ c', ['/* a /* b */']],
    ['/*/ a */ b', ['/*/ a */']],
    ['/**/ a', ['/**/']],
    ['// a */ b\nc', ['// a */ b']],
    ['/// @notice a\nb', ['/// @notice a']],
    ['// a\rb', ['// a']],
    ['// a\u2028b', ['// a']],
    ['a / b / c', []],
  ])('finds the comments of %j', (source, comments) => {
    expect(textsOf(source, 'comment')).toEqual(comments)
  })

  it.each([
    ['a;\n/* never closed', 2, '/* never closed'],
    ['string s = "never closed;\nint i;', 1, '"never closed;'],
    ["a;\nb;\n'never closed", 3, "'never closed"],
    [String.raw`"ends in a backslash\"`, 1, String.raw`"ends in a backslash\"`],
    ['/*/', 1, '/*/'],
  ])('throws when %j never ends', (source, line, text) => {
    expect(() => tokenize(source)).toThrow(new SourceInvalidError({ line, text }))
  })
})
