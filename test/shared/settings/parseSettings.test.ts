import { describe, expect, it } from 'vitest'
import { SettingsInvalidError } from '../../../shared/settings/errors.ts'
import { type Environment, parseSettings, type SettingsReader } from '../../../shared/settings/parseSettings.ts'

const ADDRESS = `0x${'Ab'.repeat(20)}`

/** Reads one setting of each kind. */
const readAll = (settings: SettingsReader) => ({
  text: settings.text('HOST', 'localhost'),
  integer: settings.integer('PORT', { min: 1, max: 65_535 }, 8_080),
  bigint: settings.bigint('CHAIN', { min: 1n, max: 2n ** 200n }),
  optional: settings.optionalBigint('DEPTH', { min: 0n, max: 9n }),
  oneOf: settings.oneOf('COLOUR', ['red', 'blue'], 'red'),
  address: settings.address('REGISTRY'),
  url: settings.postgresUrl('DATABASE'),
  urls: settings.httpUrls('ENDPOINTS'),
  list: settings.list('NAMES', (entry) => entry.startsWith('a'), 'names with a'),
})

const REQUIRED: Environment = {
  CHAIN: (2n ** 200n).toString(),
  REGISTRY: ADDRESS,
  DATABASE: 'postgres://user:secret@a:5432,b:5433/muster',
  ENDPOINTS: ' https://one.example/key ,http://two.example',
}

const problemsOf = (env: Environment): readonly string[] => {
  try {
    parseSettings(env, readAll)
  } catch (error) {
    if (error instanceof SettingsInvalidError) return error.problems
    throw error
  }
  return []
}

describe('parseSettings', () => {
  it('returns defaults when optional settings are absent or empty', () => {
    const expected = {
      text: 'localhost',
      integer: 8_080,
      bigint: 2n ** 200n,
      optional: undefined,
      oneOf: 'red',
      address: ADDRESS,
      url: REQUIRED['DATABASE'],
      urls: ['https://one.example/key', 'http://two.example'],
      list: [],
    }
    expect(parseSettings(REQUIRED, readAll)).toEqual(expected)
    const empty = { HOST: '', PORT: '', DEPTH: '', COLOUR: '', NAMES: '' }
    expect(parseSettings({ ...REQUIRED, ...empty }, readAll)).toEqual(expected)
  })

  it('returns each value that is set', () => {
    const set = { HOST: '::1', PORT: '65535', DEPTH: '0', COLOUR: 'blue', NAMES: 'ann, , abe' }
    expect(parseSettings({ ...REQUIRED, ...set }, readAll)).toMatchObject({
      text: '::1',
      integer: 65_535,
      optional: 0n,
      oneOf: 'blue',
      list: ['ann', 'abe'],
    })
  })

  it('reports every missing setting at once', () => {
    expect(problemsOf({})).toEqual([
      `CHAIN is not set. Expected: a whole number from 1 to ${2n ** 200n}.`,
      'REGISTRY is not set. Expected: 0x and 40 hex digits.',
      'DATABASE is not set. Expected: a Postgres URL, like postgres://user:…@host:5432/muster.',
      'ENDPOINTS is not set. Expected: http or https URLs, comma separated.',
    ])
  })

  it.each([
    ['PORT', '0', 'PORT is "0". Expected: a whole number from 1 to 65535.'],
    ['PORT', '65536', 'PORT is "65536". Expected: a whole number from 1 to 65535.'],
    ['PORT', '+1', 'PORT is "+1". Expected: a whole number from 1 to 65535.'],
    ['PORT', '01', 'PORT is "01". Expected: a whole number from 1 to 65535.'],
    ['PORT', '9'.repeat(1_000), `PORT is "${'9'.repeat(64)}". Expected: a whole number from 1 to 65535.`],
    ['DEPTH', '1.5', 'DEPTH is "1.5". Expected: a whole number from 0 to 9.'],
    ['COLOUR', '\u001b[2J', 'COLOUR is "?[2J". Expected: one of red, blue.'],
    ['REGISTRY', '0x12', 'REGISTRY is "0x12". Expected: 0x and 40 hex digits.'],
    ['NAMES', 'ann, bob', 'NAMES is "bob". Expected: names with a.'],
  ])('refuses %s=%j with one sentence', (name, value, sentence) => {
    expect(problemsOf({ ...REQUIRED, [name]: value })).toEqual([sentence])
  })

  it.each([
    ['DATABASE', 'mysql://user:secret@host/db'],
    ['DATABASE', 'postgres://user:secret@host:port/db'],
    ['DATABASE', 'secret'],
    ['ENDPOINTS', 'wss://one.example/secret'],
    ['ENDPOINTS', 'https://one.example/secret,nonsense'],
    ['ENDPOINTS', 'https:// /secret'],
  ])('repeats nothing of an invalid %s: %s', (name, value) => {
    const problems = problemsOf({ ...REQUIRED, [name]: value })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} is invalid\\. Expected: `))
    expect(problems[0]).not.toContain('secret')
  })
})
