import { isHttpUrl } from '../shared/isHttpUrl.ts'
import { LOG_LEVELS, type LogLevel } from '../shared/logLevels.ts'
import { type Environment, parseSettings } from '../shared/settings/parseSettings.ts'
import { UINT16_MAX } from '../shared/uint.ts'
import type { IndexerOptions } from './createIndexer.ts'
import { independentGroups } from './sync/independentGroups.ts'

/** An hour in milliseconds: no chain needs a slower poll, and timers beyond 2^31 ms do not wait at all. */
const POLL_INTERVAL_MS_MAX = 3_600_000n

/** A label of an endpoint. It stands in logs and answers. */
const GROUP_LABEL = /^[\w.-]{1,64}$/

/** Calls an hour. Fewer than the least do not even examine an endpoint, and the most is 2,700 a second. */
const CALLS_PER_HOUR = { min: 100n, max: 10_000_000n }

/** Seconds from one proof of the number of events to the next. */
const PROVE_EVERY_SECONDS = { min: 1n, max: 86_400n }

/** Block numbers and chain ids of 16 digits: far beyond any chain. */
const NUMBER_MAX = 10n ** 16n - 1n

/**
 * Reads the settings of the indexer: DATABASE_URL, RPC_URLS (comma separated), CHAIN_ID, REGISTRY_ADDRESS and its
 * DEPLOY_BLOCK, CONTRIBUTION_POOLS_ADDRESS, ACCESS_MANAGER_ADDRESS and the block of its deployment,
 * ACCESS_MANAGER_BLOCK; INDEXER_PORT (0: a free one, default 0), FINALITY_DEPTH in blocks, POLL_INTERVAL_MS from 1 to an hour,
 * PROVE_EVERY in seconds (default 300), RPC_CALLS_PER_HOUR_MAX of each endpoint, RPC_FRUGAL (true or false, default false), LOG_LEVEL (default info). RPC_GROUP
 * gives each of RPC_URLS a label: endpoints of one label are one witness. WITNESS is `require` (default with two
 * independent endpoints) or `prefer`.
 *
 * @throws SettingsInvalidError with all problems at once
 */
export function readSettings(env: Environment): Omit<IndexerOptions, 'logger'> & { logLevel: LogLevel } {
  return parseSettings(env, (settings) => {
    const rpcUrls = settings.httpUrls('RPC_URLS')
    // One label more or less makes every one invalid: a label at the wrong endpoint would invent a witness.
    const isComplete = settings.list('RPC_GROUP', () => true, '').length === rpcUrls.length
    const isLabel = (entry: string) => isComplete && GROUP_LABEL.test(entry)
    const rpcGroups = settings.list(
      'RPC_GROUP',
      isLabel,
      'letters, digits, dots and dashes, one label for each of RPC_URLS',
    )
    const isOneWitness = new Set(independentGroups(rpcUrls.filter(isHttpUrl), rpcGroups)).size < 2
    const witnessDefault = isOneWitness ? 'prefer' : 'require'
    const finalityDepth = settings.optionalBigint('FINALITY_DEPTH', { min: 0n, max: NUMBER_MAX })
    const pollIntervalMs = settings.optionalBigint('POLL_INTERVAL_MS', { min: 1n, max: POLL_INTERVAL_MS_MAX })
    const proveEvery = settings.optionalBigint('PROVE_EVERY', PROVE_EVERY_SECONDS)
    const callsPerHourMax = settings.optionalBigint('RPC_CALLS_PER_HOUR_MAX', CALLS_PER_HOUR)
    return {
      logLevel: settings.oneOf('LOG_LEVEL', LOG_LEVELS, 'info'),
      databaseUrl: settings.postgresUrl('DATABASE_URL'),
      rpcUrls,
      rpcGroups,
      witness: settings.oneOf('WITNESS', isOneWitness ? ['prefer'] : ['require', 'prefer'], witnessDefault),
      chainId: settings.bigint('CHAIN_ID', { min: 1n, max: NUMBER_MAX }),
      registry: settings.address('REGISTRY_ADDRESS'),
      deployBlock: settings.bigint('DEPLOY_BLOCK', { min: 1n, max: NUMBER_MAX }),
      contributionPools: settings.address('CONTRIBUTION_POOLS_ADDRESS'),
      accessManager: settings.address('ACCESS_MANAGER_ADDRESS'),
      accessManagerBlock: settings.bigint('ACCESS_MANAGER_BLOCK', { min: 1n, max: NUMBER_MAX }),
      healthPort: settings.integer('INDEXER_PORT', { min: 0, max: UINT16_MAX }, 0),
      rpcFrugal: settings.oneOf('RPC_FRUGAL', ['true', 'false'], 'false') === 'true',
      ...(callsPerHourMax === undefined ? {} : { rpcCallsPerHourMax: Number(callsPerHourMax) }),
      ...(proveEvery === undefined ? {} : { proveEveryMs: Number(proveEvery) * 1_000 }),
      ...(finalityDepth === undefined ? {} : { finalityDepth }),
      ...(pollIntervalMs === undefined ? {} : { pollIntervalMs: Number(pollIntervalMs) }),
    }
  })
}

/** Reads the one setting that a rebuild needs. @throws SettingsInvalidError */
export function readDatabaseUrl(env: Environment): string {
  return parseSettings(env, (settings) => settings.postgresUrl('DATABASE_URL'))
}
