import { SettingsInvalidError } from '../shared/settings/errors.ts'
import { createApp } from './app.ts'
import { createLogger } from './createLogger.ts'
import { CLOSE_TIME_MAX_MS } from './limits.ts'
import { type ApiEnv, readEnv } from './readEnv.ts'

/** Starts the API from its environment and runs until SIGTERM or SIGINT. See .env.example. */
async function main(): Promise<void> {
  const env = readEnvOrExit()
  const logger = createLogger({ level: env.logLevel })
  const app = createApp({
    databaseUrl: env.databaseUrl,
    databaseConnectionsMax: env.databaseConnectionsMax,
    logger,
    readyLagMaxSeconds: env.readyLagMaxSeconds,
    rateLimitPerSecond: env.rateLimitPerSecond,
    rateLimitBurst: env.rateLimitBurst,
    trustedProxies: env.trustedProxies,
  })

  let closing = false
  function close(signal: string): void {
    if (closing) return
    closing = true
    logger.info({ signal }, 'api closing')
    // A request that never ends must not keep the process.
    setTimeout(() => process.exit(1), CLOSE_TIME_MAX_MS).unref()
    app.close().then(
      () => logger.info('api closed'),
      (error) => {
        logger.error({ err: error }, 'api did not close in order')
        process.exitCode = 1
      },
    )
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)

  try {
    await app.listen({ port: env.port, host: env.host })
  } catch (error) {
    logger.error({ err: error, host: env.host, port: env.port }, 'api cannot listen')
    process.exitCode = 1
    await app.close()
    return
  }
  // With port 0 the system has chosen one.
  const address = app.server.address()
  logger.info({ port: typeof address === 'object' ? address?.port : env.port }, 'api listening')
}

function readEnvOrExit(): ApiEnv {
  try {
    return readEnv(process.env)
  } catch (error) {
    if (!(error instanceof SettingsInvalidError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

await main()
