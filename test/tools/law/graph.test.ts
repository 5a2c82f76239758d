import { describe, expect, it } from 'vitest'
import { findCycles, longestChain } from '../../../tools/law/graph.ts'

/** Imports from pairs of names, as in `a>b`. */
const importsOf = (...pairs: string[]) =>
  pairs.map((pair) => {
    const [file = '', imported = ''] = pair.split('>')
    return { file, imported, isTypeOnly: false }
  })

describe('findCycles', () => {
  it('returns nothing when files import each other in one direction', () => {
    expect(findCycles(importsOf('a>b', 'a>c', 'b>c', 'b>d', 'c>d'))).toEqual([])
  })

  it('returns a cycle once when every file in it leads back', () => {
    expect(findCycles(importsOf('x>a', 'a>b', 'b>c', 'c>a', 'c>y'))).toEqual([['a', 'b', 'c']])
  })

  it('returns each of two cycles when they share a file', () => {
    expect(findCycles(importsOf('a>b', 'b>a', 'b>c', 'c>b'))).toEqual([
      ['a', 'b'],
      ['c', 'b'],
    ])
  })

  it('returns a file that imports itself', () => {
    expect(findCycles(importsOf('a>a'))).toEqual([['a']])
  })
})

describe('longestChain', () => {
  it('returns the longest of several ways', () => {
    expect(longestChain(importsOf('a>d', 'a>b', 'b>c', 'c>d', 'x>a'), 'a')).toEqual(['a', 'b', 'c', 'd'])
  })

  it('returns the file alone when it imports nothing', () => {
    expect(longestChain(importsOf('a>b'), 'b')).toEqual(['b'])
  })
})
