/**
 * The indexer as a process: settings from the environment, JSON log lines on stdout, an orderly end on SIGTERM.
 *
 *     node indexer/main.ts            indexes until it is stopped
 *     node indexer/main.ts rebuild    folds the database again, see `runRebuild.ts`
 */
import { pino } from 'pino'
import { BaseError } from '../shared/errors/baseError.ts'
import { SettingsInvalidError } from '../shared/settings/errors.ts'
import { createIndexer } from './createIndexer.ts'
import { ArgumentInvalidError } from './errors.ts'
import { readSettings } from './readSettings.ts'
import { runRebuild } from './runRebuild.ts'

let logger = pino({ level: 'info' })

// Nothing should get here. If it does, the state of this process is unknown: another one goes on from the database.
process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught exception')
  process.exit(1)
})

/** Indexes until the process is stopped. */
async function index(): Promise<void> {
  const { logLevel, ...settings } = readSettings(process.env)
  logger = pino({ level: logLevel })
  const indexer = createIndexer({ ...settings, logger })
  let isStopping = false
  const end = async (signal: NodeJS.Signals) => {
    isStopping = true
    logger.info({ signal }, 'indexer stopping')
    await indexer.stop()
    logger.info('indexer stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      end(signal).catch((error: unknown) => {
        logger.fatal({ err: error }, 'indexer did not stop in order')
        process.exit(1)
      })
    })
  try {
    const { port } = await indexer.start()
    logger.info({ port }, 'indexer listening')
  } catch (error) {
    // It may have waited for an endpoint or the database. `end` exits.
    if (isStopping) return
    throw error
  }
  await indexer.ended
}

/** Runs `rebuild` for a person: errors are sentences on stderr, not log lines. */
async function rebuildFor(args: readonly string[]): Promise<void> {
  try {
    await runRebuild(args, process.env)
  } catch (error) {
    const text = error instanceof BaseError ? `${error.message} [${error.code}]` : String((error as Error).stack)
    process.stderr.write(`${text}\n`)
    process.exit(1)
  }
}

const [command, ...args] = process.argv.slice(2)
if (command === 'rebuild') await rebuildFor(args)
else {
  try {
    if (command !== undefined)
      throw new ArgumentInvalidError({ reason: `Unknown command "${command}". Known: rebuild` })
    await index()
  } catch (error) {
    // The sentences about invalid settings say all. A stack would hide them.
    if (error instanceof SettingsInvalidError || error instanceof ArgumentInvalidError)
      logger.fatal({ code: error.code }, error.message)
    else logger.fatal({ err: error }, 'indexer ended')
    process.exit(1)
  }
}
