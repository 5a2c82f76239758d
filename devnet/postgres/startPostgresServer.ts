import { execFile, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { isAliveAs } from '../../cli/lib/isAlive.mjs'
import { type SupervisedChild, superviseChild } from '../process/superviseChild.ts'
import { type Account, serverAccount } from './account.ts'
import { findBinaries } from './binaries.ts'
import { serverEnvironment } from './serverEnvironment.ts'

/** Superuser of the server, which listens on the loopback interface only. A schema has the name `muster` already. */
const USER = 'postgres'
const PASSWORD = 'muster-embedded'

/** Recovery after a kill replays the log first. A demo's log takes far less than a minute. */
const START_MS_MAX = 60_000

/** Longest fast shutdown. Then the server is told to drop everything at once. */
const STOP_MS_MAX = 10_000

const POLL_MS = 50

export type PostgresServerOptions = {
  /** Made if absent. The server's account must be able to reach it, see `isOpenToOthers`. */
  readonly dataFolder: string
  readonly port: number
  /**
   * False if the data need not survive, as in tests. Nothing is forced to disk then, and the folder *around* the data
   * folder is removed when this process is killed.
   */
  readonly durable: boolean
}

/** A running server. */
export type PostgresServer = {
  readonly port: number
  readonly pid: number
  readonly url: (database: string) => string
  /** Shuts down fast: cuts open connections and keeps everything committed. May be called twice. */
  readonly stop: () => Promise<void>
  /** Resolves when the server is gone, for any reason. */
  readonly exited: Promise<void>
}

/**
 * Starts the PostgreSQL of the npm package, as an ordinary account if this process is root's. Stops a server first that
 * a killed process left running over the same folder.
 *
 * @throws with the server's own last words if it does not start
 */
export const startPostgresServer = async (options: PostgresServerOptions): Promise<PostgresServer> => {
  const account = serverAccount()
  const { initdb, postgres } = findBinaries(account)
  const { dataFolder, port } = options
  mkdirSync(dirname(dataFolder), { recursive: true })
  if (!existsSync(join(dataFolder, 'PG_VERSION'))) await initialise(initdb, dataFolder, account)
  await stopLeftOver(dataFolder)

  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=100']
  if (!options.durable) settings.push('fsync=off', 'full_page_writes=off', 'shared_buffers=32MB', 'autovacuum=off')
  const child = spawn(
    postgres,
    ['-D', dataFolder, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    {
      ...identity(account),
      cwd: dataFolder,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  const supervised = superviseChild(child, {
    // Fast shutdown.
    signal: 'INT',
    stopMsMax: STOP_MS_MAX,
    lastSignal: 'SIGQUIT',
    // A temporary folder belongs to its test, and is removed with it.
    ...(!options.durable && { folder: dirname(dataFolder) }),
  })
  await untilReady(supervised, port)
  return {
    port,
    pid: child.pid as number,
    url: (database) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    stop: supervised.stop,
    exited: supervised.exited,
  }
}

const identity = (account: Account | undefined): { uid?: number; gid?: number; env: NodeJS.ProcessEnv } => ({
  ...(account && { uid: account.uid, gid: account.gid }),
  env: serverEnvironment(),
})

/** Makes an empty cluster. During the call the password file lies beside it, within reach of the account. */
const initialise = async (initdb: string, dataFolder: string, account: Account | undefined): Promise<void> => {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const passwordFile = `${dataFolder}.password-${process.pid}`
  writeFileSync(passwordFile, `${PASSWORD}\n`, { mode: 0o600 })
  if (account) for (const path of [dataFolder, passwordFile]) chownSync(path, account.uid, account.gid)
  try {
    await promisify(execFile)(
      initdb,
      [
        ...['--pgdata', dataFolder, '--username', USER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        ...['--locale', 'C', '--encoding', 'UTF8', '--no-sync'],
      ],
      { ...identity(account), cwd: dataFolder },
    )
  } catch (cause) {
    await rm(dataFolder, { recursive: true, force: true })
    const { stderr = '', message } = cause as { stderr?: string; message: string }
    throw new Error(`No database could be made in ${dataFolder}: ${stderr.trim() || message}`, { cause })
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** Stops the server of a process that was killed. The folder that it holds shows that it is ours. */
const stopLeftOver = async (dataFolder: string): Promise<void> => {
  const pidFile = join(dataFolder, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const [line, folder] = readFileSync(pidFile, 'utf8').split('\n')
  const pid = Number(line)
  if (!Number.isSafeInteger(pid) || pid <= 1 || folder !== dataFolder || !isAliveAs(pid, dataFolder)) return
  process.kill(pid, 'SIGINT')
  const deadline = performance.now() + STOP_MS_MAX
  while (performance.now() < deadline && existsSync(pidFile)) await sleep(POLL_MS)
}

const untilReady = async ({ isOver, lastWords, stop }: SupervisedChild, port: number): Promise<void> => {
  const deadline = performance.now() + START_MS_MAX
  while (!lastWords().includes('ready to accept connections')) {
    if (isOver()) throw new Error(`PostgreSQL did not start on port ${port}:\n${lastWords()}`)
    if (performance.now() > deadline) {
      await stop()
      throw new Error(`PostgreSQL was not ready after ${START_MS_MAX / 1_000} s:\n${lastWords()}`)
    }
    await sleep(POLL_MS)
  }
}
