import type { Hex } from 'viem'
import { LOG_LEVELS } from '../shared/logLevels.ts'
import type { IndexerOptions } from './createIndexer.ts'
import { SettingInvalidError } from './errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

const DECIMAL = /^(?:0|[1-9]\d{0,15})$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/
const PORT_MAX = 65_535n
/** An hour: nobody follows a chain more slowly, and timers beyond 2^31 ms would not wait at all. */
const POLL_INTERVAL_MS_MAX = 3_600_000n

/**
 * DATABASE_URL, RPC_URLS (comma separated), REGISTRY_ADDRESS, DEPLOY_BLOCK, CHAIN_ID; INDEXER_PORT (0: a free one,
 * default 0); FINALITY_DEPTH in blocks; POLL_INTERVAL_MS from 1 to an hour; LOG_LEVEL (default info). One that is set to
 * nothing counts as not set.
 *
 * @throws SettingInvalidError
 */
export function readSettings(env: Environment): Omit<IndexerOptions, 'logger'> & { logLevel: string } {
  const finalityDepth = optionalNumber(env, 'FINALITY_DEPTH')
  const pollIntervalMs = optionalNumber(env, 'POLL_INTERVAL_MS')
  if (pollIntervalMs !== undefined && (pollIntervalMs < 1n || pollIntervalMs > POLL_INTERVAL_MS_MAX))
    throw invalid(env, 'POLL_INTERVAL_MS', `milliseconds from 1 to ${POLL_INTERVAL_MS_MAX}`)
  const level = optional(env, 'LOG_LEVEL') ?? 'info'
  const logLevel = LOG_LEVELS.find((each) => each === level)
  if (logLevel === undefined) throw invalid(env, 'LOG_LEVEL', `one of ${LOG_LEVELS.join(', ')}`)
  const port = optionalNumber(env, 'INDEXER_PORT') ?? 0n
  if (port > PORT_MAX) throw invalid(env, 'INDEXER_PORT', 'a port, or 0 for a free one')
  const registry = required(env, 'REGISTRY_ADDRESS', 'an address')
  if (!ADDRESS.test(registry)) throw invalid(env, 'REGISTRY_ADDRESS', 'an address')
  return {
    logLevel,
    databaseUrl: readDatabaseUrl(env),
    rpcUrls: readUrls(env),
    chainId: positive(env, 'CHAIN_ID'),
    registry: registry as Hex,
    deployBlock: positive(env, 'DEPLOY_BLOCK'),
    healthPort: Number(port),
    ...(finalityDepth === undefined ? {} : { finalityDepth }),
    ...(pollIntervalMs === undefined ? {} : { pollIntervalMs: Number(pollIntervalMs) }),
  }
}

/** @throws SettingInvalidError */
export function readDatabaseUrl(env: Environment): string {
  const expected = 'a Postgres URL, like postgres://muster:…@host:5432/muster'
  const url = required(env, 'DATABASE_URL', expected)
  // The value is not repeated: it mostly holds a password.
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/.test(new URL(url).protocol))
    throw new SettingInvalidError({ name: 'DATABASE_URL', value: '…', expected })
  return url
}

function readUrls(env: Environment): string[] {
  const urls = required(env, 'RPC_URLS', 'URLs, comma separated')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
  const isValid = urls.length > 0 && urls.every((url) => URL.canParse(url) && /^https?:/.test(url))
  // The value is not repeated: URLs of endpoints often hold a key.
  if (!isValid)
    throw new SettingInvalidError({ name: 'RPC_URLS', value: '…', expected: 'http(s) URLs, comma separated' })
  return urls
}

function required(env: Environment, name: string, expected: string): string {
  const value = optional(env, name)
  if (value === undefined) throw invalid(env, name, expected)
  return value
}

function positive(env: Environment, name: string): bigint {
  const value = optionalNumber(env, name)
  if (value === undefined || value === 0n) throw invalid(env, name, 'a whole number above 0')
  return value
}

function optional(env: Environment, name: string): string | undefined {
  const value = env[name]
  return value === '' ? undefined : value
}

function optionalNumber(env: Environment, name: string): bigint | undefined {
  const value = optional(env, name)
  if (value === undefined) return undefined
  if (!DECIMAL.test(value)) throw invalid(env, name, 'a whole number')
  return BigInt(value)
}

function invalid(env: Environment, name: string, expected: string): SettingInvalidError {
  return new SettingInvalidError({ name, value: env[name], expected })
}
