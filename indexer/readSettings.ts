import type { Hex } from 'viem'
import type { IndexerOptions } from './createIndexer.ts'
import { SettingInvalidError } from './errors.ts'

type Environment = Readonly<Record<string, string | undefined>>

const DECIMAL = /^(?:0|[1-9]\d{0,15})$/
const ADDRESS = /^0x[0-9a-fA-F]{40}$/
const PORT_MAX = 65_535n

/**
 * DATABASE_URL, RPC_URLS (comma separated), REGISTRY_ADDRESS, DEPLOY_BLOCK, CHAIN_ID; INDEXER_PORT (0: a free one,
 * default 0); FINALITY_DEPTH in blocks; POLL_INTERVAL_MS.
 *
 * @throws SettingInvalidError
 */
export function readSettings(env: Environment): Omit<IndexerOptions, 'logger'> {
  const finalityDepth = optionalNumber(env, 'FINALITY_DEPTH')
  const pollIntervalMs = optionalNumber(env, 'POLL_INTERVAL_MS')
  const port = optionalNumber(env, 'INDEXER_PORT') ?? 0n
  if (port > PORT_MAX) throw invalid(env, 'INDEXER_PORT', 'a port, or 0 for a free one')
  const registry = required(env, 'REGISTRY_ADDRESS', 'an address')
  if (!ADDRESS.test(registry)) throw invalid(env, 'REGISTRY_ADDRESS', 'an address')
  return {
    databaseUrl: required(env, 'DATABASE_URL', 'a postgres:// URL'),
    rpcUrls: readUrls(env),
    chainId: number(env, 'CHAIN_ID'),
    registry: registry as Hex,
    deployBlock: number(env, 'DEPLOY_BLOCK'),
    healthPort: Number(port),
    ...(finalityDepth === undefined ? {} : { finalityDepth }),
    ...(pollIntervalMs === undefined ? {} : { pollIntervalMs: Number(pollIntervalMs) }),
  }
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
  const value = env[name]
  if (value === undefined || value === '') throw invalid(env, name, expected)
  return value
}

function number(env: Environment, name: string): bigint {
  const value = optionalNumber(env, name)
  if (value === undefined) throw invalid(env, name, 'a whole number')
  return value
}

function optionalNumber(env: Environment, name: string): bigint | undefined {
  const value = env[name]
  if (value === undefined || value === '') return undefined
  if (!DECIMAL.test(value)) throw invalid(env, name, 'a whole number')
  return BigInt(value)
}

function invalid(env: Environment, name: string, expected: string): SettingInvalidError {
  return new SettingInvalidError({ name, value: env[name], expected })
}
