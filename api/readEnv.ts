import { isIP } from 'node:net'
import { LOG_LEVELS, type LogLevel } from '../shared/logLevels.ts'
import { EnvironmentInvalidError } from './errors.ts'
import {
  DATABASE_CONNECTIONS_DEFAULT,
  RATE_LIMIT_BURST_DEFAULT,
  RATE_LIMIT_PER_SECOND_DEFAULT,
  READY_LAG_MAX_SECONDS_DEFAULT,
} from './limits.ts'

/** Everything the API takes from its environment, parsed. */
export type ApiEnv = {
  readonly databaseUrl: string
  readonly databaseConnectionsMax: number
  /** 0: any free port. */
  readonly port: number
  readonly host: string
  readonly readyLagMaxSeconds: number
  /** Requests per second and client; 0 switches the limiter off. */
  readonly rateLimitPerSecond: number
  readonly rateLimitBurst: number
  /** Addresses or CIDR ranges of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
}

/**
 * Reads and checks the environment of the API. Reports every problem at once.
 *
 * @throws EnvironmentInvalidError with one sentence for each variable that is missing or wrong. Values of DATABASE_URL
 * are never repeated: they hold a password.
 */
export function readEnv(env: Readonly<Record<string, string | undefined>>): ApiEnv {
  const problems: string[] = []
  const text = (name: string) => env[name] ?? ''

  function integer(name: string, fallback: number, min: number, max: number): number {
    const digits = text(name)
    if (digits === '') return fallback
    const value = /^\d{1,9}$/.test(digits) ? Number(digits) : Number.NaN
    if (value >= min && value <= max) return value
    problems.push(`${name} must be a whole number from ${min} to ${max}; it is "${digits}".`)
    return fallback
  }

  const databaseUrl = text('DATABASE_URL')
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push('DATABASE_URL must be a Postgres URL, like postgres://muster_api:…@host:5432/muster.')
  }
  const logLevel = LOG_LEVELS.find((level) => level === (text('LOG_LEVEL') || 'info'))
  if (logLevel === undefined) problems.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)

  const trustedProxies = text('TRUSTED_PROXIES')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of trustedProxies.filter((proxy) => !isAddressRange(proxy))) {
    problems.push(`TRUSTED_PROXIES must be IP addresses or CIDR ranges, comma separated; one is "${entry}".`)
  }

  const parsed: ApiEnv = {
    databaseUrl,
    databaseConnectionsMax: integer('DATABASE_CONNECTIONS_MAX', DATABASE_CONNECTIONS_DEFAULT, 1, 100),
    port: integer('API_PORT', 8080, 0, 65_535),
    host: text('HOST') || '127.0.0.1',
    readyLagMaxSeconds: integer('READY_MAX_LAG_SECONDS', READY_LAG_MAX_SECONDS_DEFAULT, 1, 86_400),
    rateLimitPerSecond: integer('RATE_LIMIT_PER_SECOND', RATE_LIMIT_PER_SECOND_DEFAULT, 0, 100_000),
    rateLimitBurst: integer('RATE_LIMIT_BURST', RATE_LIMIT_BURST_DEFAULT, 1, 1_000_000),
    trustedProxies,
    logLevel: logLevel ?? 'info',
  }
  if (problems.length > 0) throw new EnvironmentInvalidError(problems)
  return parsed
}

/** Bits of an address of each version of IP. */
const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 }

/** An address, or one with the length of its prefix. Host names are not looked up: who answers for them could change. */
function isAddressRange(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const bits = ADDRESS_BITS[isIP(address)]
  if (bits === undefined || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits)
}
