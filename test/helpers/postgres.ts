/**
 * A real Postgres of a test file's own: one cluster, as many empty databases as asked for. Most files use the one of the
 * test run, see `sharedPostgres.ts`.
 *
 *     const cluster = await startPostgres()
 *     const databaseUrl = await cluster.createDatabase()
 *     afterAll(() => cluster.stop())
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { type PostgresServer, startPostgresServer } from '../../devnet/postgres/startPostgresServer.ts'
import { freePort } from '../../tools/support/freePort.ts'

/** Another test process can take a free port before Postgres does. Three losses in a row have another cause. */
const START_ATTEMPTS_MAX = 3

export type PostgresCluster = {
  readonly port: number
  /** URL of a database, as superuser. */
  readonly url: (database: string) => string
  /** Creates an empty database and returns its URL, as superuser. */
  createDatabase(name?: string): Promise<string>
  /** Stops the server (fast shutdown: open connections are cut) and removes its files. Safe to call twice. */
  stop(): Promise<void>
}

/** Starts a cluster on a free port, its files under the folder for temporary files. Takes about two seconds. */
export async function startPostgres(): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-pg-'))
  // The account that the server runs as must be able to walk into a folder that root made with mode 700.
  await chmod(folder, 0o755)
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const server = await startServer(join(folder, 'data'))
    const admin = postgres(server.url('postgres'), { max: 1, onnotice: () => {} })
    let databases = 0
    let stopped: Promise<void> | undefined
    return {
      port: server.port,
      url: server.url,
      async createDatabase(name = `muster_${++databases}`) {
        await admin`create database ${admin(name)}`
        return server.url(name)
      },
      stop() {
        stopped ??= (async () => {
          await admin.end({ timeout: 1 })
          await server.stop()
          await removeFolder()
        })()
        return stopped
      },
    }
  } catch (error) {
    await removeFolder()
    throw error
  }
}

async function startServer(dataFolder: string): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Nothing of a test outlives the test: durability would only cost time.
      return await startPostgresServer({ dataFolder, port: await freePort(), durable: false })
    } catch (error) {
      if (attempt >= START_ATTEMPTS_MAX) throw error
    }
  }
}
