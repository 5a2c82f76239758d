import { describe, expect, it } from 'vitest'
import { stripComments } from '../../../scripts/generate/stripComments.ts'

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
