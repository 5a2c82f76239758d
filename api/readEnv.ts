import { isIP } from 'node:net'
import { LOG_LEVELS, type LogLevel } from '../shared/logLevels.ts'
import { type Environment, parseSettings } from '../shared/settings/parseSettings.ts'
import { UINT16_MAX } from '../shared/uint.ts'
import {
  DATABASE_CONNECTIONS_DEFAULT,
  RATE_LIMIT_BURST_DEFAULT,
  RATE_LIMIT_PER_SECOND_DEFAULT,
  READY_LAG_MAX_SECONDS_DEFAULT,
} from './limits.ts'

/** The settings of the API. */
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
  /** Addresses or CIDR ranges of the proxies whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: LogLevel
}

/**
 * Reads the settings of the API from its environment.
 *
 * @throws SettingsInvalidError with all problems at once
 */
export function readEnv(env: Environment): ApiEnv {
  return parseSettings(env, (settings) => ({
    databaseUrl: settings.postgresUrl('DATABASE_URL'),
    databaseConnectionsMax: settings.integer(
      'DATABASE_CONNECTIONS_MAX',
      { min: 1, max: 100 },
      DATABASE_CONNECTIONS_DEFAULT,
    ),
    port: settings.integer('API_PORT', { min: 0, max: UINT16_MAX }, 8080),
    host: settings.text('HOST', '127.0.0.1'),
    readyLagMaxSeconds: settings.integer(
      'READY_MAX_LAG_SECONDS',
      { min: 1, max: 86_400 },
      READY_LAG_MAX_SECONDS_DEFAULT,
    ),
    rateLimitPerSecond: settings.integer(
      'RATE_LIMIT_PER_SECOND',
      { min: 0, max: 100_000 },
      RATE_LIMIT_PER_SECOND_DEFAULT,
    ),
    rateLimitBurst: settings.integer('RATE_LIMIT_BURST', { min: 1, max: 1_000_000 }, RATE_LIMIT_BURST_DEFAULT),
    trustedProxies: settings.list('TRUSTED_PROXIES', isAddressRange, 'IP addresses or CIDR ranges, comma separated'),
    logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
  }))
}

/** Bits of an address of each version of IP. */
const ADDRESS_BITS: Readonly<Record<number, number>> = { 4: 32, 6: 128 }

/** Accepts an address, with or without a prefix length. Host names are refused: their addresses may change. */
function isAddressRange(entry: string): boolean {
  const [address = '', prefix, ...rest] = entry.split('/')
  const bits = ADDRESS_BITS[isIP(address)]
  if (bits === undefined || rest.length > 0) return false
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) >= 1 && Number(prefix) <= bits)
}
