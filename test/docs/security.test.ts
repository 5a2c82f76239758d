import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { isSource, listFiles } from '../../tools/law/listFiles.ts'
import { findDeclaration, findDeclaring, findTest } from '../../tools/where/findLine.ts'
import { readThreats } from '../../tools/where/readThreats.ts'
import { readPage, sectionOf, tableRows } from './readPage.ts'

const THREATS = 62

/** Threats whose tests carry the number, so that a search for it finds them. */
const NUMBERED: readonly (readonly [first: number, last: number])[] = [
  [1, 24],
  [45, 51],
  [56, 58],
]

/** Threats that no line of the product answers: a rule of the tests, and a cap that the registry does not have. */
const WITHOUT_CODE = ['T26', 'T52']

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const page = readPage('security.md')
const threats = readThreats(page)

/** Faults of the first edition, with the tests that would fail if one came back. */
const FAULTS = 10
const faults = tableRows(sectionOf(page, '## Faults of the first edition'), ['id', 'attack']).map(
  ([id = '', , , tests = '']) => ({
    id,
    tests: [...tests.matchAll(/`([^`]+)` › `([^`]+)`/g)].map(([, path = '', name = '']) => ({ path, name })),
  }),
)

const casesOf = (part: 'code' | 'tests') =>
  threats.flatMap((threat) => threat[part].map((place) => ({ id: threat.id, place })))

describe('the table of threats in docs/security.md', () => {
  it('has each threat once and in order', () => {
    expect(threats.map(({ id }) => id)).toEqual(Array.from({ length: THREATS }, (_, index) => `T${index + 1}`))
  })

  it('names code for each threat that code answers', () => {
    expect(threats.filter(({ code }) => code.length === 0).map(({ id }) => id)).toEqual(WITHOUT_CODE)
  })

  it.each(casesOf('code'))('names code that exists: $id, $place.path, $place.name', ({ place }) => {
    const moved = (): string => findDeclaring(ROOT, place.name, listFiles(ROOT).filter(isSource)).join(', ')
    const line = findDeclaration(ROOT, place)
    expect(line, line === undefined ? `${place.name} is not there. It is in: ${moved()}` : '').toBeGreaterThan(0)
  })

  it.each(casesOf('tests'))('names a test that exists: $id, $place.name', ({ place }) => {
    expect(findTest(ROOT, place), `${place.path} has no test "${place.name}"`).toBeGreaterThan(0)
  })

  it('has a test that carries its number for each threat to the contracts', () => {
    const numbers = NUMBERED.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    const without = numbers.filter((number) => {
      const numbered = new RegExp(`trap ?${number}(?!\\d)`)
      return !threats[number - 1]?.tests.some(({ name }) => numbered.test(name))
    })
    expect(without).toEqual([])
  })

  it('says how large the code of the registry is', () => {
    const { sizes } = JSON.parse(readFileSync(`${ROOT}bench/gas/snapshot.json`, 'utf8')) as {
      sizes: { registry: { bytes: number; limit: number } }
    }
    const { bytes, limit } = sizes.registry
    const [now, most, left] = [bytes, limit, limit - bytes].map((count) => count.toLocaleString('en'))
    expect(page).toContain(`${now} of ${most} bytes`)
    expect(page).toContain(`${left} bytes are left`)
  })
})

describe('the table of faults in docs/security.md', () => {
  it('lists each fault once, with a test', () => {
    expect(faults.map(({ id }) => id)).toEqual(Array.from({ length: FAULTS }, (_, index) => `C${index + 1}`))
    expect(faults.filter(({ tests }) => tests.length === 0)).toEqual([])
  })

  it.each(faults.flatMap(({ id, tests }) => tests.map((place) => ({ id, place }))))(
    'names a test that exists: $id, $place.name',
    ({ place }) => {
      expect(findTest(ROOT, place), `${place.path} has no test "${place.name}"`).toBeGreaterThan(0)
    },
  )
})
