/** The indexer as a process: settings from the environment, JSON log lines on stdout, an orderly end on SIGTERM. */
import { pino } from 'pino'
import { createIndexer } from './createIndexer.ts'
import { readSettings } from './readSettings.ts'

const logger = pino({ level: process.env['LOG_LEVEL'] ?? 'info' })

// Nothing should get here. If it does, the state of this process is unknown: another one goes on from the database.
process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'uncaught exception')
  process.exit(1)
})

try {
  const indexer = createIndexer({ ...readSettings(process.env), logger })
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
  logger.fatal({ err: error }, 'indexer ended')
  process.exit(1)
}
