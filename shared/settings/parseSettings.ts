import type { Hex } from '../bytes.ts'
import { printable } from '../format/printable.ts'
import { isHttpUrl } from '../isHttpUrl.ts'
import { SettingsInvalidError } from './errors.ts'

/** The environment of a process. A variable that is set to nothing counts as not set. */
export type Environment = Readonly<Record<string, string | undefined>>

/** The inclusive bounds of a number. */
type Bounds<T> = { readonly min: T; readonly max: T }

/**
 * Reads settings by name and notes what is wrong with them. A setting that is missing or invalid gives a value of its
 * type that is never used: `parseSettings` throws before it returns.
 */
export type SettingsReader = {
  /** Any text, else `fallback`. */
  text(name: string, fallback: string): string
  /** A whole number within the bounds, else `fallback`. The bounds are safe integers. */
  integer(name: string, bounds: Bounds<number>, fallback: number): number
  /** A whole number within the bounds, of any size. Required. */
  bigint(name: string, bounds: Bounds<bigint>): bigint
  /** As `bigint`. Undefined if it is not set. */
  optionalBigint(name: string, bounds: Bounds<bigint>): bigint | undefined
  /** One of the values, else `fallback`. */
  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T
  /** An address of 20 bytes, in either case. Required. */
  address(name: string): Hex
  /** A URL of Postgres, with one host or several. Required. Its value is in no message: it holds a password. */
  postgresUrl(name: string): string
  /** One or more http or https URLs, comma separated. Required. Their values are in no message: they may hold keys. */
  httpUrls(name: string): string[]
  /** Any number of entries, comma separated, each of which `accepts` takes. `expected` names them in messages. */
  list(name: string, accepts: (entry: string) => boolean, expected: string): string[]
}

const DECIMAL = /^(?:0|[1-9]\d*)$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/

/** More digits than any setting has. */
const DIGITS_MAX = 78

/** Characters of a value that a message repeats. */
const SHOWN_MAX = 64

const POSTGRES_EXPECTED = 'a Postgres URL, like postgres://user:…@host:5432/muster'
const HTTP_EXPECTED = 'http or https URLs, comma separated'

const shown = (value: string): string => JSON.stringify(printable(value.slice(0, SHOWN_MAX)))

function isPostgresUrl(value: string): boolean {
  if (!/^postgres(?:ql)?:\/\//.test(value)) return false
  // The URL standard knows one host only. Drivers take several.
  return URL.canParse(value.replace(/,[^/?@]*(?=[/?]|$)/, ''))
}

const entriesOf = (value: string): string[] =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')

function createReader(env: Environment, problems: string[]): SettingsReader {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name])

  /** Notes a problem. `value` is left out when it may hold a secret. */
  function refuse(name: string, expected: string, value?: string): void {
    const isSet = given(name) !== undefined
    const got = value === undefined ? (isSet ? 'invalid' : 'not set') : shown(value)
    problems.push(`${name} is ${got}. Expected: ${expected}.`)
  }

  function optionalBigint(name: string, { min, max }: Bounds<bigint>): bigint | undefined {
    const value = given(name)
    if (value === undefined) return undefined
    if (value.length <= DIGITS_MAX && DECIMAL.test(value) && BigInt(value) >= min && BigInt(value) <= max)
      return BigInt(value)
    refuse(name, `a whole number from ${min} to ${max}`, value)
    return min
  }

  return {
    text: (name, fallback) => given(name) ?? fallback,
    integer: (name, { min, max }, fallback) =>
      Number(optionalBigint(name, { min: BigInt(min), max: BigInt(max) }) ?? fallback),
    bigint(name, bounds) {
      if (given(name) === undefined) refuse(name, `a whole number from ${bounds.min} to ${bounds.max}`)
      return optionalBigint(name, bounds) ?? bounds.min
    },
    optionalBigint,
    oneOf(name, values, fallback) {
      const value = given(name) ?? fallback
      const found = values.find((each) => each === value)
      if (found === undefined) refuse(name, `one of ${values.join(', ')}`, value)
      return found ?? fallback
    },
    address(name) {
      const value = given(name)
      if (value === undefined || !ADDRESS.test(value)) refuse(name, '0x and 40 hex digits', value)
      return (value ?? '0x') as Hex
    },
    postgresUrl(name) {
      const value = given(name) ?? ''
      if (!isPostgresUrl(value)) refuse(name, POSTGRES_EXPECTED)
      return value
    },
    httpUrls(name) {
      const urls = entriesOf(given(name) ?? '')
      if (urls.length === 0 || !urls.every(isHttpUrl)) refuse(name, HTTP_EXPECTED)
      return urls
    },
    list(name, accepts, expected) {
      const entries = entriesOf(given(name) ?? '')
      for (const entry of entries) if (!accepts(entry)) refuse(name, expected, entry)
      return entries
    },
  }
}

/**
 * Reads the settings of a process from its environment. Reports all problems at once.
 *
 * @param env usually `process.env`
 * @param read reads every setting, whatever it gets, so that no problem hides another
 * @throws SettingsInvalidError with a sentence for each setting that is missing or invalid
 */
export function parseSettings<T>(env: Environment, read: (settings: SettingsReader) => T): T {
  const problems: string[] = []
  const settings = read(createReader(env, problems))
  if (problems.length > 0) throw new SettingsInvalidError({ problems })
  return settings
}
