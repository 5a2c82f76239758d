import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPage, sectionOf, tableRows } from './readPage.ts'

const TRAPS = 58

/** Their tests carry the number, so that a search for it finds them. */
const NUMBERED: readonly (readonly [first: number, last: number])[] = [
  [1, 24],
  [45, 51],
  [56, 58],
]

const ROOT = new URL('../../', import.meta.url)
const page = readPage('security.md')

const rows = tableRows(sectionOf(page, '## Traps'), ['', 'trap', 'how it is closed', 'test']).map(
  ([number, , , tests = '']) => ({
    number: Number(number),
    tests: [...tests.matchAll(/`(test\/[^`]+)` › `([^`]+)`/g)].map(([, file = '', name = '']) => ({ file, name })),
    said: tests,
  }),
)

const cases = rows.flatMap(({ number, tests }) => tests.map((test) => ({ number, ...test })))

/** Whether the file has a test, or a group of tests, of that very name. */
const hasTest = (file: string, name: string): boolean => {
  const source = readFileSync(new URL(file, ROOT), 'utf8')
  if (file.endsWith('.sol')) return source.includes(`function ${name}(`)
  // In brackets, or on a line of its own where the call is long.
  return ["'", '"', '`'].some((quote) =>
    [`(${quote}${name}${quote}`, `\n    ${quote}${name}${quote},`].some((call) => source.includes(call)),
  )
}

describe('the table of traps in docs/security.md', () => {
  it('has each trap once, in order, and nothing in its last column but tests', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: TRAPS }, (_, index) => index + 1))
    for (const { number, tests, said } of rows) {
      const written = tests.map(({ file, name }) => `\`${file}\` › \`${name}\``).join('<br>')
      expect([number, said]).toEqual([number, written === '' ? '–' : written])
    }
  })

  it.each(cases)('names a test that exists: trap $number, $name', ({ file, name }) => {
    expect(hasTest(file, name), `${file} has no test "${name}"`).toBe(true)
  })

  it('has a test that carries its number for each trap of the contracts', () => {
    const numbers = NUMBERED.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    const without = numbers.filter((number) => {
      const numbered = new RegExp(`trap ?${number}(?!\\d)`)
      return !rows[number - 1]?.tests.some(({ name }) => numbered.test(name))
    })
    expect(without).toEqual([])
  })

  it('says how large the code of the registry is', () => {
    const { sizes } = JSON.parse(readFileSync(new URL('bench/gas/snapshot.json', ROOT), 'utf8')) as {
      sizes: { registry: { bytes: number; limit: number } }
    }
    const { bytes, limit } = sizes.registry
    const [now, most, left] = [bytes, limit, limit - bytes].map((count) => count.toLocaleString('en'))
    expect(page).toContain(`${now} of ${most} bytes`)
    expect(page).toContain(`${left} bytes are left`)
  })
})
