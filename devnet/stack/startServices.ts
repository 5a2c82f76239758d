import type { Deployment } from '../../deploy/deploy.ts'
import type { Keep } from './createParts.ts'
import { networkSettings } from './networkSettings.ts'
import { type Service, startService } from './startService.ts'

export type ServicesOptions = {
  readonly deployment: Deployment
  readonly databaseUrl: string
  readonly rpcUrl: string
  /** 0: any free port. */
  readonly apiPort: number
  /** Folder of the log files. */
  readonly logs: string
  readonly keep: Keep
}

/** Starts indexer and API over a running chain and database, each in a process of its own. */
export const startServices = async (
  options: ServicesOptions,
): Promise<{ readonly indexer: Service; readonly api: Service }> => {
  const { deployment, databaseUrl, keep, logs } = options
  const indexer = keep(
    await startService({
      name: 'indexer',
      entry: 'indexer/main.ts',
      logFile: `${logs}/indexer.log`,
      env: {
        DATABASE_URL: databaseUrl,
        RPC_URLS: options.rpcUrl,
        ...networkSettings(deployment),
        INDEXER_PORT: '0',
      },
    }),
  )
  const api = keep(
    await startService({
      name: 'API',
      entry: 'api/main.ts',
      logFile: `${logs}/api.log`,
      env: { DATABASE_URL: databaseUrl, API_PORT: String(options.apiPort), HOST: '127.0.0.1' },
    }),
  )
  return { indexer, api }
}
