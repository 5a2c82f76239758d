import { describe, expect, it } from 'vitest'
import { SourceInvalidError } from '../../../scripts/generate/errors.ts'
import { stripComments, tokenize } from '../../../scripts/generate/solidityText.ts'

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

describe('stripComments', () => {
  it.each([
    ['a  =\n\tb;', 'a = b;'],
    ['a/* c */b', 'a b'],
    ['f( a,\n  b )', 'f(a,b)'],
    ['f(/* c */)', 'f()'],
    ['// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;', 'pragma solidity 0.8.37;'],
    ['/// @custom:calls 3\nfunction f() {}', 'function f(){}'],
    ['/** @notice c */ contract C {}', 'contract C{}'],
  ])('returns %j as %j', (source, stripped) => {
    expect(stripComments(source)).toBe(stripped)
  })

  it.each([['"a  // b"'], ["'a /* b */  c'"], ['hex"00  ff"'], ['"( a , b )"']])(
    'keeps every character of %s',
    (text) => {
      expect(stripComments(`x = ${text} ;`)).toBe(`x = ${text};`)
    },
  )

  it.each([
    ['a - -b', 'a -- b'],
    ['a b', 'ab'],
    ['"a b"', '"ab"'],
    ['a / b', 'a // b'],
  ])('tells %j and %j apart', (one, other) => {
    expect(stripComments(one)).not.toBe(stripComments(other))
  })

  it.each([
    ['/// @solidity memory-safe-assembly\nassembly {}'],
    ['/** @solidity memory-safe-assembly */\nassembly {}'],
    ['/// @dev why\n/// @solidity memory-safe-assembly\nassembly {}'],
  ])('keeps the instruction to the compiler of %j', (source) => {
    expect(stripComments(source)).toContain('@solidity memory-safe-assembly')
  })

  it('drops the word of an instruction when a plain comment has it', () => {
    expect(stripComments('// @solidity memory-safe-assembly\nassembly {}')).toBe('assembly{}')
  })
})
