import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { pauseAfter } from './backoff.ts'
import { migrate } from './migrate.ts'
import { createDatabase } from './store/database.ts'

/** Codes of Node and of postgres.js for a server that is not there, or not yet. */
const AWAY_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
])

/**
 * Codes of Postgres for the same: 08 connection, 53 resources such as free connections, 57P it starts or stops. Others,
 * as a wrong password or a missing database, are wrong settings.
 */
const AWAY_STATE = /^(?:08|53|57P)[0-9A-Z]+$/

/**
 * Migrates the database. Waits for one that is not there, with pauses that double up to ten seconds.
 *
 * @param args.onWaiting is told why it waits
 * @throws the signal's reason, and what `migrate` throws for other reasons
 */
export async function migrateWhenThere(args: {
  databaseUrl: string
  log: Logger
  signal: AbortSignal
  onWaiting: (reason: string) => void
}): Promise<void> {
  const { databaseUrl, log, signal, onWaiting } = args
  for (let failures = 1; ; failures++) {
    signal.throwIfAborted()
    const sql = createDatabase({ databaseUrl, max: 1, applicationName: 'muster-migrate' })
    try {
      const applied = await migrate(sql)
      if (applied.length > 0) log.info({ applied }, 'database migrated')
      return
    } catch (error) {
      const code = awayCode(error)
      if (code === undefined) throw error
      const pause = pauseAfter(failures)
      log.warn({ err: error, pause }, 'the database is not there; trying again')
      onWaiting(`the database is not there (${code})`)
      await sleep(pause, undefined, { signal })
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
}

/** Returns the code of an error if it says that the server is away. */
export function awayCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : undefined
  const isAway = typeof code === 'string' && (AWAY_CODES.has(code) || AWAY_STATE.test(code))
  return isAway ? code : undefined
}
