/** The indexer as a process: settings from the environment, JSON log lines on stdout, an orderly end on SIGTERM. */
import { pino } from 'pino'
import { createIndexer } from './createIndexer.ts'
import { SettingInvalidError } from './errors.ts'
import { readSettings } from './readSettings.ts'

let logger = pino({ level: 'info' })

// Nothing should get here. If it does, the state of this process is unknown: another one goes on from the database.
process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught exception')
  process.exit(1)
})

try {
  const { logLevel, ...settings } = readSettings(process.env)
  logger = pino({ level: logLevel })
  const indexer = createIndexer({ ...settings, logger })
  const end = async (signal: NodeJS.Signals) => {
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
  const { port } = await indexer.start()
  logger.info({ port }, 'indexer listening')
  await indexer.ended
} catch (error) {
  // A wrong setting is told in its own sentence; a stack would only hide it.
  if (error instanceof SettingInvalidError) logger.fatal({ code: error.code }, error.message)
  else logger.fatal({ err: error }, 'indexer ended')
  process.exit(1)
}
